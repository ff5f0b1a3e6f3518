import type { AppClient } from '#contract/api.ts';
import type { TerminalEvent } from '#contract/terminals.ts';
import type { TerminalChannel, TerminalListener } from '#renderer/lib/terminal-channel.ts';

const encoder = new TextEncoder();

const motd = [
  'Linux kvm1 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 x86_64',
  '',
  'Last login: Sun Nov 22 21:14:03 2026 from 10.101.1.2',
  '\x1b[1;32mroot@kvm1\x1b[0m:\x1b[1;34m~\x1b[0m# ls --color /srv',
  '\x1b[1;34mcaptures\x1b[0m  \x1b[1;34mdisks\x1b[0m  \x1b[1;34miso\x1b[0m  \x1b[1;36mlatest\x1b[0m  \x1b[1;32mmake-iso\x1b[0m  \x1b[1;31msilvereye.tar.gz\x1b[0m  \x1b[35mnotes.txt\x1b[0m',
  '\x1b[1;32mroot@kvm1\x1b[0m:\x1b[1;34m~\x1b[0m# brctl show',
  'bridge name     bridge id               STP enabled     interfaces',
  'br0             8000.90b11c0a1b2c       no              em1',
  '                                                        tap0',
  '\x1b[1;32mroot@kvm1\x1b[0m:\x1b[1;34m~\x1b[0m# systemctl is-active ssh libvirtd',
  '\x1b[32mactive\x1b[0m',
  '\x1b[33minactive\x1b[0m \x1b[38;2;200;120;30m(never needed here)\x1b[0m',
  '\x1b[1;32mroot@kvm1\x1b[0m:\x1b[1;34m~\x1b[0m# ',
];

/** A shell that says what shells say when one logs in, and afterwards what it is told. */
export function createFakeTerminalChannel(): TerminalChannel {
  let listener: TerminalListener | null = null;
  const say = (text: string) => listener?.onData(encoder.encode(text), () => undefined);
  return {
    listen(given) {
      listener = given;
      queueMicrotask(() => say(motd.join('\r\n')));
    },
    send: (bytes) => say(new TextDecoder().decode(bytes).replaceAll('\r', '\r\n')),
    close: () => undefined,
  };
}

/** The host lets everybody in; a cloud asks for a password first; a machine is cut off after a while; an instance is not there. */
export function createFakeTerminals(): AppClient['terminals'] {
  return {
    async *open({ place, login }, options): AsyncGenerator<TerminalEvent> {
      const isAsked = place.kind === 'cloud' && login.answers.secrets.length === 0;
      if (isAsked) {
        yield { kind: 'question', question: { kind: 'password', target: 'root@10.101.7.20', wrongBefore: false } };
        return;
      }
      if (place.kind === 'instance') {
        const message = `Nobody answers at ${place.address}, port 22`;
        yield {
          kind: 'failed',
          problem: { code: 'unreachable', message, hint: 'Open port 22 in its security group.', raw: 'ETIMEDOUT' },
        };
        return;
      }
      yield { kind: 'open', terminalId: 'terminal', ticket: 'ticket', target: 'root@kvm1' };
      if (place.kind === 'machine') {
        await new Promise((resolve) => setTimeout(resolve, 400));
        yield {
          kind: 'ended',
          ending: { kind: 'lost', reason: 'The connection to root@10.101.7.20 is lost: no answer for 20 s' },
        };
        return;
      }
      await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
    },
    resize: async () => null,
    explain: async () => ({ command: 'ssh -J root@kvm1.example.org root@10.101.7.20', target: 'root@10.101.7.20' }),
  };
}
