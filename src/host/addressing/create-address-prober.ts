import type { AddressProber } from '#core/ports/addressing-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { Resources } from '#core/ports/stores.ts';
import { formatRange } from '#domain/addressing/address-range.ts';
import { parseSections } from '../facts/parse-sections.ts';
import { toFact } from '../facts/to-fact.ts';
import { parseProbe } from './parse-probe.ts';

/** 512 addresses take eight waves of pings, each a second and whatever a slow host needs to start them. */
const silenceMs = 120_000;

export interface AddressProberOptions {
  readonly resources: Resources;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Asks on a bridge of the host who has which addresses. Raw packets need root. */
export function createAddressProber({ resources, randomBytes }: AddressProberOptions): AddressProber {
  return async (shell, { device, ranges }, signal) => {
    const scripts = ['host/frame.sh', 'host/probe-addresses.sh'].map((path) => resources.read(path));
    const text = (await Promise.all(scripts)).join('\n');
    const nonce = `nutshell-${Buffer.from(randomBytes(16)).toString('hex')}`;
    const words = ranges.map(formatRange);
    const { stdout } = await shell.run({
      purpose: `Ask on ${device} who has ${words.join(', ')}`,
      command: { kind: 'script', name: 'probe-addresses.sh', text, args: [nonce, device, ...words] },
      asRoot: true,
      silenceMs,
      ...(signal && { signal }),
    });
    const sections = parseSections(stdout, nonce);
    const [probe, neighbours, own] = ['probe', 'neighbours', 'own'].map((name) => toFact(sections, name, ({ output }) => output));
    if (probe?.kind !== 'known' || neighbours?.kind !== 'known' || own?.kind !== 'known') {
      const failed = [probe, neighbours, own].find((fact) => fact?.kind === 'unavailable');
      throw new HostError('missing-on-host', `The addresses could not be asked for: ${describe(failed)}.`, {
        hint: 'The host needs ping (iputils-ping) and ip (iproute2).',
        raw: failed?.kind === 'unavailable' ? failed.raw : stdout,
      });
    }
    return parseProbe({ probe: probe.value, neighbours: neighbours.value, own: own.value }, device);
  };
}

function describe(fact: ReturnType<typeof toFact<string>> | undefined): string {
  return fact?.kind === 'unavailable' ? fact.reason : 'the host said nothing about them';
}
