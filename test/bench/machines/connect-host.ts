import type { AppClient } from '#contract/api.ts';

/** Adds a host on the loopback through the contract and connects as a person who says yes to its key. Resolves with its id. */
export async function connectHost(
  { hosts }: AppClient,
  { port, keyPath, name = 'bench' }: { readonly port: number; readonly keyPath: string; readonly name?: string },
): Promise<string> {
  const auth = { kind: 'key', path: keyPath } as const;
  const draft = { name, address: '127.0.0.1', port, user: 'root', auth, origin: 'own' } as const;
  const { id } = await hosts.add({ draft: { ...draft, jumps: [] } });
  const acceptedFingerprints: string[] = [];
  for (;;) {
    const outcome = await hosts.connect({ hostId: id, answers: { acceptedFingerprints, secrets: [], remember: false } });
    if (outcome.kind === 'connected') {
      return id;
    }
    if (outcome.kind !== 'question' || outcome.question.kind !== 'unknown-host-key') {
      throw new Error(`Not connected: ${JSON.stringify(outcome)}`);
    }
    acceptedFingerprints.push(outcome.question.fingerprint);
  }
}
