import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConnectAnswers } from '#domain/hosts/connection.ts';
import type { Host, SshTarget } from '#domain/hosts/host.ts';
import { createCommandLog, type CommandLog } from '#core/activity/create-command-log.ts';
import type { ConnectAttempt, HostConnector, HostLink } from '#core/ports/host-connector.ts';
import type { RunRequest } from '#core/ports/host-shell.ts';
import type { Log, SecretStore } from '#core/ports/stores.ts';
import { createSshConnector } from '#host/ssh/create-ssh-connector.ts';
import { createKeyFiles } from '#local/create-key-files.ts';
import { createKnownHosts } from '#local/create-known-hosts.ts';
import { createMemorySecretStore } from '#local/create-memory-secret-store.ts';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const noAnswers: ConnectAnswers = { acceptedFingerprints: [], secrets: [] };

export interface Laptop {
  readonly connector: HostConnector;
  readonly knownHostsPath: string;
  readonly secrets: SecretStore;
  /** Everything this laptop sent to any host. */
  readonly commandLog: CommandLog;
}

/** A laptop with a real, empty known_hosts of its own. */
export function aLaptop(
  options: {
    readonly agentSocket?: string | null;
    readonly readOnlyPaths?: readonly string[];
    /** How long the disk takes to tell the known keys. */
    readonly knownHostsDelayMs?: number;
  } = {},
): Laptop {
  const knownHostsPath = path.join(mkdtempSync(path.join(tmpdir(), 'nutshell-laptop-')), 'known_hosts');
  const secrets = createMemorySecretStore();
  const knownHosts = createKnownHosts({ ownPath: knownHostsPath, readOnlyPaths: options.readOnlyPaths ?? [] });
  const connector = createSshConnector({
    knownHosts: {
      ...knownHosts,
      async knownTypes(address, port) {
        await new Promise((resolve) => setTimeout(resolve, options.knownHostsDelayMs ?? 0));
        return knownHosts.knownTypes(address, port);
      },
    },
    keyFiles: createKeyFiles(),
    secrets,
    log: silentLog,
    agentSocket: options.agentSocket ?? null,
  });
  return { connector, knownHostsPath, secrets, commandLog: createCommandLog(() => Date.now()) };
}

export function aHost(target: Partial<Host> & Pick<SshTarget, 'port' | 'auth'>): Host {
  return { id: 'h1', name: 'test', address: '127.0.0.1', user: 'root', jumps: [], origin: 'own', ...target };
}

export function attempt(laptop: Laptop, host: Host, answers: Partial<ConnectAnswers> = {}): Promise<ConnectAttempt> {
  const recorder = laptop.commandLog.recorderFor(host.id);
  return laptop.connector.connect(host, { ...noAnswers, ...answers }, new AbortController().signal, recorder);
}

/** Connects as a person does who says yes to every unknown key. */
export async function connect(laptop: Laptop, host: Host, answers: Partial<ConnectAnswers> = {}): Promise<HostLink> {
  const accepted = [...(answers.acceptedFingerprints ?? [])];
  for (;;) {
    const outcome = await attempt(laptop, host, { ...answers, acceptedFingerprints: accepted });
    if (outcome.kind === 'connected') {
      return outcome.link;
    }
    if (outcome.kind !== 'question' || outcome.question.kind !== 'unknown-host-key') {
      throw new Error(`Not connected: ${JSON.stringify(outcome)}`);
    }
    accepted.push(outcome.question.fingerprint);
  }
}

export function toRun(...argv: readonly [string, ...string[]]): RunRequest {
  return { purpose: 'test', command: { kind: 'argv', argv } };
}

export function toScript(text: string, ...args: readonly string[]): RunRequest {
  return { purpose: 'test', command: { kind: 'script', name: 'test-script', text, args } };
}

export function readText(filePath: string): string {
  return readFileSync(filePath, 'utf8');
}
