import type { HostView } from '#contract/hosts.ts';
import type { Fact } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import type { Link } from '#domain/hosts/network-facts.ts';
import type { Inspection, InspectorFact } from '#renderer/session/create-inspector-store.ts';
import { formatBytes, formatMiB } from '#domain/format-bytes.ts';
import { formatCountOf } from '#renderer/ui/format.ts';

/** A host's facts for the inspector, each with its command. What could not be read says so. */
export function inspectHost({ host }: HostView, facts: HostFacts | null): Inspection {
  return {
    key: `host:${host.id}`,
    title: host.name,
    kind: host.origin === 'practice' ? 'practice host' : 'KVM host',
    readAtEpochMs: facts?.readAtEpochMs ?? null,
    warnings: [],
    facts: [{ label: 'Address', value: describeTarget(host), command: null }, ...(facts === null ? [] : toFacts(facts))],
  };
}

function toFacts(facts: HostFacts): readonly InspectorFact[] {
  const { network, storage } = facts;
  return [
    toFact(
      'Processor',
      facts.cpu,
      ({ model, threads, virtualisation }) => `${model}, ${formatCountOf(threads, 'thread')}, ${virtualisation}`,
    ),
    toFact('KVM', facts.kvm, ({ device, modules, nested }) => `${device}, ${modules.join(' ')}, nested ${nested}`),
    toFact('Memory', facts.memory, ({ availableMiB, totalMiB }) => `${formatMiB(availableMiB)} free of ${formatMiB(totalMiB)}`),
    toFact('QEMU', facts.qemu, ({ binaries }) => binaries.map(({ path, version }) => `${path} ${version}`).join('\n') || 'none'),
    ...toLinkFacts(network.links),
    toFact('Nameservers', network.nameservers, (servers) => servers.join(' ') || 'none'),
    toFact(
      'Volume groups',
      storage.groups,
      (groups) =>
        groups
          .map(({ name, freeBytes, sizeBytes }) => `${name}: ${formatBytes(freeBytes)} free of ${formatBytes(sizeBytes)}`)
          .join('\n') || 'none',
    ),
  ];
}

function toLinkFacts(links: Fact<readonly Link[]>): readonly InspectorFact[] {
  if (links.kind === 'unavailable') {
    return [toFact('Links', links, () => '')];
  }
  return links.value
    .filter(({ kind }) => kind === 'physical' || kind === 'bridge' || kind === 'bond')
    .map(({ name, kind, state, mac, addresses }) => ({
      label: `${name}, ${kind}`,
      command: links.command,
      value: [
        state,
        mac,
        ...addresses
          .filter(({ family }) => family === 'inet')
          .map(({ address, prefixLength }) => `${address}/${prefixLength.toString()}`),
      ]
        .filter((part) => part !== null)
        .join(' '),
    }));
}

function toFact<T>(label: string, fact: Fact<T>, describe: (value: T) => string): InspectorFact {
  return fact.kind === 'known'
    ? { label, value: describe(fact.value), command: fact.command }
    : { label, value: `unknown: ${fact.reason}`, command: fact.command, isWords: true };
}
