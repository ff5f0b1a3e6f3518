import type { AppApi } from '#contract/api.ts';
import type { TypingEvent } from '#contract/consoles.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildStrokes, type Stroke } from '#domain/keyboard/build-strokes.ts';
import type { LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import { toStrokes } from '#domain/keyboard/to-strokes.ts';
import { findControlChannel } from '#domain/machines/lifecycle/control-channel.ts';
import { hostPaths } from '#domain/machines/machine-paths.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { MachineScreens } from '../ports/machine-screens.ts';

const maxAgeMs = 15_000;

export interface ScreenServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly screens: MachineScreens;
}

interface Keyboard {
  readonly host: Host;
  readonly machine: Machine;
  readonly channel: string;
}

/** What a machine shows, and typing into it, without a viewer. */
export function createScreenService({
  hosts,
  connections,
  readings,
  screens,
}: ScreenServiceOptions): Pick<AppApi['consoles'], 'read' | 'type'> {
  async function locate(hostId: string, name: string): Promise<Keyboard> {
    const host = await hosts.find(hostId);
    const { machine } = await readings.findMachine(host, name, { maxAgeMs });
    return { host, machine, channel: requireChannel(machine) };
  }

  function begin({ host, machine, channel }: Keyboard, strokes: readonly Stroke[], signal: AbortSignal) {
    const queue = createItemQueue<TypingEvent>();
    const total = strokes.length;
    const onPressed = (count: number) => queue.push({ kind: 'pressed', count, total });
    screens
      .type(connections.shellOf(host), { machine: machine.name, channel, strokes, signal, onPressed })
      .then((count) => {
        queue.push({ kind: 'done', count, total });
        queue.end();
      })
      .catch((error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))));
    return queue;
  }

  return {
    async read({ hostId, machine: name, picture: hasPicture }, { signal }) {
      const { host, machine, channel } = await locate(hostId, name);
      return screens.read(connections.shellOf(host), { machine: machine.name, channel, hasPicture, signal });
    },

    async *type({ hostId, machine: name, layout, text, keys }, { signal }) {
      const strokes = requireStrokes(text, keys, layout);
      const queue = begin(await locate(hostId, name), strokes, signal);
      for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
        yield item.value;
      }
    },
  };
}

/** All strokes of a text and the keys behind it, or a refusal before any of them goes out. */
function requireStrokes(text: string, keys: readonly string[], layout: LayoutId): readonly Stroke[] {
  const typings = [buildStrokes(text, layout), ...keys.map((key) => toStrokes(key, layout))];
  return typings.flatMap((typing) => {
    if (typing.kind === 'refused') {
      throw new HostError('invalid-input', typing.reason, {
        hint: 'Choose the layout that the machine’s system has, or leave these characters out.',
      });
    }
    return typing.strokes;
  });
}

function requireChannel(machine: Machine): string {
  if (machine.owner === 'foreign') {
    throw new HostError('unsupported', `${machine.name} was not launched by Nutshell, which leaves its monitor alone.`, {
      hint: 'Open its console, or adopt it.',
    });
  }
  if (machine.state.kind === 'stopped') {
    throw new HostError('conflict', `${machine.name} is not running, so it has no screen and no keyboard.`, {
      hint: 'Start it first.',
    });
  }
  const channel = findControlChannel(machine, hostPaths);
  if (channel === null) {
    throw new HostError('unsupported', `${machine.name} was started without a control channel.`, {
      hint: 'It has one from its next start by Nutshell on.',
    });
  }
  return channel;
}
