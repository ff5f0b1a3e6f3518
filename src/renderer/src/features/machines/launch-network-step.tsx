import { NumberInput, Select, TextInput } from '@mantine/core';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { useReading } from '#renderer/session/session-context.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { Fields } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';

export function LaunchNetworkStep({ hostId, draft, problems }: LaunchStepProps) {
  const store = useLaunchStore(hostId);
  const facts = useReading(hostId).reading?.facts ?? null;
  const bridge = toFieldMessages(problems, 'bridge');
  const mac = toFieldMessages(problems, 'mac');
  const vnc = toFieldMessages(problems, 'vnc');
  const change = store.getState().change;
  return (
    <Sections isNarrow>
      <Fields>
        <Select
          label="Bridge"
          description={bridge.warning ?? describeBridge(facts, draft.bridge)}
          error={bridge.error}
          data={toBridgeNames(facts, draft.bridge)}
          value={draft.bridge}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && change({ bridge: chosen })}
        />
        <TextInput
          label="MAC"
          description={
            mac.warning ??
            'Proposed so that nothing on the host has it. Two machines with the same MAC cannot talk to each other.'
          }
          error={mac.error}
          value={draft.mac}
          spellCheck={false}
          onChange={(event) => change({ mac: event.currentTarget.value.trim().toLowerCase() })}
        />
      </Fields>
      <ChoiceList
        label="The machine’s screen (VNC)"
        value={draft.vnc.kind}
        onChange={(kind) => change({ vnc: kind === 'socket' ? { kind } : { kind, number: 1 } })}
        choices={[
          { value: 'socket', title: 'A socket on the host', explanation: 'Only you, through SSH. Shown in this window.' },
          {
            value: 'display',
            title: 'A display on the host’s loopback',
            explanation: 'Any user of the host can connect; any viewer understands it. Never reachable from off the host.',
          },
        ]}
      />
      {draft.vnc.kind === 'display' && (
        <NumberInput
          label="Display"
          description={vnc.warning ?? `TCP port ${(5900 + draft.vnc.number).toString()} on 127.0.0.1`}
          error={vnc.error}
          value={draft.vnc.number}
          min={0}
          onChange={(value) => change({ vnc: { kind: 'display', number: typeof value === 'number' ? value : 0 } })}
        />
      )}
    </Sections>
  );
}

function listLinks(facts: HostFacts | null) {
  return facts?.network.links.kind === 'known' ? facts.network.links.value : [];
}

function toBridgeNames(facts: HostFacts | null, chosen: string): string[] {
  const bridges = listLinks(facts).filter(({ kind }) => kind === 'bridge');
  return [...new Set([...bridges.map(({ name }) => name), chosen])].filter((name) => name !== '');
}

function describeBridge(facts: HostFacts | null, name: string): string {
  if (name === '') {
    return 'The switch in the host that the machine’s network card is plugged into';
  }
  const links = listLinks(facts);
  const bridge = links.find((link) => link.name === name);
  if (bridge === undefined) {
    return 'Not seen on the host';
  }
  const ports = links.filter(({ master }) => master === name).map((link) => link.name);
  const [address] = bridge.addresses;
  const where = address === undefined ? 'without an address' : `${address.address}/${address.prefixLength.toString()}`;
  return `${where}, ${ports.length === 0 ? 'no ports' : `ports ${ports.join(', ')}`}`;
}
