import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListenNotice } from '#core/ports/hop-listener.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { createLocalShell } from '#fakes/local-shell.ts';
import { aPcap, aRequest } from '#fakes/packets.ts';

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const shells = (['dash', 'bash', 'busybox sh'] as const).filter((shell) => has(shell.split(' ')[0] ?? ''));
const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-old-'));
const argumentsFile = path.join(folder, 'arguments');

/**
 * Behaves like tcpdump 4.1: knows no long options and says so in getopt's words, has no --immediate-mode (since 4.7, CHANGES), and has no
 * handler for SIGUSR1, so that the signal ends it. A packet at once, and another one three seconds later.
 */
const oldTcpdump = `#!/bin/sh
case $1 in
  --*) echo "tcpdump: invalid option -- '-'" >&2; echo 'Usage: tcpdump [-aAdDefhIJKlLnNOpqRStuUvxX]' >&2; exit 1 ;;
esac
echo "$@" >'${argumentsFile}'
echo 'tcpdump: listening on em1, link-type EN10MB (Ethernet), capture size 192 bytes' >&2
cat '${folder}/first.pcap'
sleep 3
tail -c +25 '${folder}/first.pcap'
echo '2 packets captured' >&2
echo '2 packets received by filter' >&2
echo '0 packets dropped by kernel' >&2
`;

describe.skipIf(process.platform !== 'linux')('capturing with the tcpdump of CentOS 6', () => {
  beforeAll(() => {
    writeFileSync(path.join(folder, 'first.pcap'), aPcap([aRequest()]));
    writeFileSync(path.join(folder, 'tcpdump'), oldTcpdump);
    chmodSync(path.join(folder, 'tcpdump'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(shells)('hears all of it under %s, and sends it no signal that it does not know', async (shell) => {
    const text = readFileSync('resources/host/capture-hops.sh', 'utf8').replace(/^PATH=/m, `PATH=${folder}:`);
    const listener = createHopListener({ resources: { read: async () => text } });
    const request = { interfaces: ['em1'], filter: 'icmp', snapBytes: 192, maxSeconds: 20, purpose: 'Listen', asRoot: false };
    const inside = createLocalShell(shell.split(' ') as [string, ...string[]]);
    const notices: ListenNotice[] = [];
    for await (const notice of listener.listen({ ...request, shell: inside, signal: new AbortController().signal }))
      if (notice.kind !== 'beat') notices.push(notice);
    // The last packets and the word that it ended come by two ways: either may be first.
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(['ended', 'listening', 'packets', 'packets']);
    expect(notices.find(({ kind }) => kind === 'ended')).toEqual({ kind: 'ended', at: 0, reason: null });
    expect(readFileSync(argumentsFile, 'utf8').trim()).toBe('-i em1 -n -U -s 192 -p -w - icmp');
  });
});
