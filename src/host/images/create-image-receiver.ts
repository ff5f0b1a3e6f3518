import type { ImageReceiver, UploadTarget } from '#core/ports/image-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { HostShell, RunRequest } from '#core/ports/host-shell.ts';
import type { Resources } from '#core/ports/stores.ts';

/** Takes files in through the one connection, as root where the login may become root: see receive-image.sh. */
export function createImageReceiver({ resources }: { readonly resources: Resources }): ImageReceiver {
  async function toRequest(script: string, args: readonly string[], purpose: string): Promise<RunRequest> {
    const text = await resources.read(`host/${script}`);
    // Exit code 1 is a refusal in a sentence.
    return { purpose, command: { kind: 'script', name: script, text, args }, asRoot: true, expectedCodes: [0, 1] };
  }

  async function run(shell: HostShell, request: Promise<RunRequest>): Promise<string> {
    const { code, stdout, stderr } = await shell.run(await request);
    return refuse(code, stdout, stderr);
  }

  const partOf = ({ path }: UploadTarget) => `${path}.part`;

  return {
    async prepare(shell, target, { restart, signal }) {
      const size = target.sizeBytes.toString();
      const args = ['prepare', partOf(target), target.path, size, ...(restart ? ['restart'] : [])];
      const request = await toRequest('receive-image.sh', args, `Make ready for ${target.path}`);
      const said = await run(shell, Promise.resolve({ ...request, signal }));
      const [, offset, prefixSha256] = /^at (\d+) ([0-9a-f]{64})$/m.exec(said) ?? [];
      if (offset === undefined || prefixSha256 === undefined) {
        throw new HostError('unexpected-output', `The host did not say how much of ${target.path} it has.`, { raw: said });
      }
      return { offsetBytes: Number(offset), prefixSha256 };
    },
    async append(shell, target, { offsetBytes, bytes, signal }) {
      const request = await toRequest(
        'receive-image.sh',
        ['append', partOf(target), offsetBytes.toString()],
        `Upload ${target.path}`,
      );
      const { code, stdout, stderr } = await shell.feed({ ...request, signal }, bytes);
      refuse(code, stdout, stderr);
    },
    async finish(shell, target, sha256) {
      const args = ['finish', partOf(target), target.sizeBytes.toString(), sha256];
      await run(shell, toRequest('receive-image.sh', args, `Check what arrived of ${target.path}`));
      await run(shell, toRequest('publish-image.sh', [partOf(target), target.path], `Name ${target.path}`));
    },
  };
}

function refuse(code: number, stdout: string, stderr: string): string {
  if (code !== 0) {
    const said = stderr.trim();
    throw new HostError(/MiB free, and/.test(said) ? 'no-space' : 'conflict', said || 'The host refused and did not say why.');
  }
  return stdout;
}
