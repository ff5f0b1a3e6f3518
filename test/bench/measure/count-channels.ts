import ssh2 from 'ssh2';

/** What was opened on SSH connections of this process since counting began. */
export interface ChannelCount {
  /** Commands: each waits for the host twice, for its channel and for its first answer. */
  readonly commands: number;
  /** Forwards to sockets on the host. */
  readonly forwards: number;
}

/** Counts at ssh2 itself, below everything of ours, so that nothing can be sent past it. Undo with `stop`. */
export function countChannels(): { readonly count: () => ChannelCount; readonly stop: () => void } {
  const counted = { commands: 0, forwards: 0 };
  const methods = { exec: 'commands', forwardOut: 'forwards', openssh_forwardOutStreamLocal: 'forwards' } as const;
  const prototype = ssh2.Client.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = Object.entries(methods).map(([name, kind]) => {
    const original = prototype[name];
    if (!original) {
      throw new Error(`ssh2 has no ${name} any more: count-channels.ts must learn what took its place`);
    }
    prototype[name] = function (this: unknown, ...args) {
      counted[kind] += 1;
      return original.apply(this, args);
    };
    return [name, original] as const;
  });
  return {
    count: () => ({ ...counted }),
    stop: () => originals.forEach(([name, original]) => (prototype[name] = original)),
  };
}
