import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListenNotice } from '#core/ports/hop-listener.ts';
import type { HostShell } from '#core/ports/host-shell.ts';
import { createHopListener } from '#host/capture/create-hop-listener.ts';
import { parseCaptureLine } from '#host/capture/parse-capture-line.ts';
import { aPcap, aRequest } from '#fakes/packets.ts';

async function listenTo(lines: readonly string[]): Promise<readonly ListenNotice[]> {
  const shell = {
    async *lines() {
      yield* lines;
    },
  } as unknown as HostShell;
  const listener = createHopListener({ resources: { read: async () => '' } });
  const notices: ListenNotice[] = [];
  const request = {
    shell,
    asRoot: false,
    purpose: 'Listen',
    interfaces: ['em1', 'br0'],
    filter: '',
    snapBytes: 0,
    maxSeconds: 5,
  };
  for await (const notice of listener.listen({ ...request, signal: new AbortController().signal })) notices.push(notice);
  return notices;
}

/** As the script sends them: lines of base64 of 57 bytes. */
function toLines(at: number, bytes: Uint8Array): readonly string[] {
  return Array.from({ length: Math.ceil(bytes.length / 57) }, (_, line) => {
    const text = Buffer.from(bytes.subarray(line * 57, line * 57 + 57)).toString('base64');
    return `d ${at} ${text}`;
  });
}

describe('what the capturing script says', () => {
  it('puts packets together, of several interfaces whose lines are mixed', async () => {
    const [one, other] = [toLines(0, aPcap([aRequest({ sequence: 1 })])), toLines(1, aPcap([aRequest(), aRequest()]))];
    const mixed = other.flatMap((line, at) => [line, ...(one[at] === undefined ? [] : [one[at]])]);
    const packets = (await listenTo(mixed)).flatMap((notice) =>
      notice.kind === 'packets' ? notice.packets.map(() => notice.at) : [],
    );
    expect([...packets].sort()).toEqual([0, 1, 1]);
  });

  it.each([
    ['sh: 1: tcpdump: not found', /tcpdump is not installed there/],
    ["tcpdump: em1: You don't have permission to capture on that device", /AppArmor, SELinux/],
    ['tcpdump: em1: No such device exists', /There is no interface em1/],
    ['tcpdump: em1: That device is not up', /em1 is down/],
    ['tcpdump: pcap_loop: The interface disappeared', /em1 vanished/],
    ["tcpdump: can't parse filter expression: syntax error", /does not understand the filter/],
    ['tcpdump: something new', /tcpdump ended at em1: tcpdump: something new/],
  ])('explains "%s"', async (words, sentence) => {
    const notices = await listenTo([`s 0 ${words}`, 'e 0']);
    expect(notices).toEqual([{ kind: 'ended', at: 0, reason: expect.stringMatching(sentence) as string }]);
  });

  it('says nothing of one that simply ended, and tells what its kernel dropped', async () => {
    const listening = 's 0 tcpdump: listening on em1, link-type EN10MB (Ethernet), snapshot length 192 bytes';
    const counts = 's 0 tcpdump: 6 packets captured, 12 packets received by filter, 3 packets dropped by kernel';
    const notices = await listenTo([listening, 'b', counts, 's 0 6 packets captured', 's 0 0 packets dropped by kernel', 'e 0']);
    expect(notices).toEqual([
      { kind: 'listening', at: 0 },
      { kind: 'beat' },
      { kind: 'counts', at: 0, received: 12, dropped: 3 },
      { kind: 'ended', at: 0, reason: null },
    ]);
  });

  it('says of garbage in place of a capture that it is none', async () => {
    const [last] = [...(await listenTo([`d 0 ${Buffer.from('no capture at all').toString('base64')}`, 'e 0']))].reverse();
    expect(last).toMatchObject({ kind: 'ended', reason: expect.stringContaining('This is no capture') as string });
  });

  it('reads hexadecimal, and survives any line at all', () => {
    expect(parseCaptureLine('x 1  d4 c3 b2')).toEqual({ kind: 'bytes', at: 1, bytes: Buffer.from('d4c3b2', 'hex') });
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(() => parseCaptureLine(line)).not.toThrow();
      }),
    );
  });
});
