import { NumberInput, Switch, TextInput } from '@mantine/core';
import { machineDraft } from '#contract/machines.ts';
import type { MachineAddresses } from '#domain/machines/machine-definition.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { FieldRow, Fields, Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { useLaunchStore } from './launch-context.tsx';
import { toFieldMessages, type LaunchStepProps } from './launch-step-props.ts';

const empty: MachineAddresses = { ip: '', prefixLength: 24, gateway: '', nameserver: '' };

export function LaunchAddressesStep({ hostId, draft, problems }: LaunchStepProps) {
  const { client } = useSession();
  const store = useLaunchStore(hostId);
  const { error, warning } = toFieldMessages(problems, 'addresses');
  const addresses = draft.addresses;
  const inner = findFieldErrors(addresses);
  const set = (change: Partial<MachineAddresses>) =>
    store.getState().change({ addresses: { ...(addresses ?? empty), ...change } });

  /** The host's own gateway and nameserver come with a fresh proposal. */
  const switchOn = async () => {
    store.getState().change({ addresses: empty });
    const proposed = await client.machines.propose({ hostId, role: draft.role, name: null }).catch(() => null);
    if (proposed !== null && proposed.addresses !== null) {
      store.getState().change({ addresses: proposed.addresses });
    }
  };
  return (
    <Sections isNarrow>
      <Muted>
        You will type these into the installer. Nutshell keeps them with the machine, shows them beside its console and never
        hands them out twice.
      </Muted>
      <Switch
        label="Keep the machine’s addresses"
        checked={addresses !== null}
        onChange={(event) => (event.currentTarget.checked ? void switchOn() : store.getState().change({ addresses: null }))}
      />
      {addresses !== null && (
        <Fields>
          <FieldRow>
            <TextInput
              label="IP address"
              description={warning ?? 'One that you own and nobody uses'}
              error={inner.ip ?? error}
              value={addresses.ip}
              placeholder="10.101.7.2"
              spellCheck={false}
              onChange={(event) => set({ ip: event.currentTarget.value.trim() })}
            />
            <NumberInput
              label="Prefix length"
              description="16 is 255.255.0.0"
              error={inner.prefixLength}
              value={addresses.prefixLength}
              onChange={(value) => set({ prefixLength: typeof value === 'number' ? value : 0 })}
            />
          </FieldRow>
          <FieldRow isEven>
            <TextInput
              label="Gateway"
              description="The same as the host’s: a bridge is no hop"
              error={inner.gateway}
              value={addresses.gateway}
              spellCheck={false}
              onChange={(event) => set({ gateway: event.currentTarget.value.trim() })}
            />
            <TextInput
              label="Nameserver"
              description="The same as the host’s"
              error={inner.nameserver}
              value={addresses.nameserver}
              spellCheck={false}
              onChange={(event) => set({ nameserver: event.currentTarget.value.trim() })}
            />
          </FieldRow>
        </Fields>
      )}
    </Sections>
  );
}

type AddressErrors = Partial<Record<keyof MachineAddresses, string>>;

function findFieldErrors(addresses: MachineAddresses | null): AddressErrors {
  const parsed = machineDraft.shape.addresses.safeParse(addresses);
  if (parsed.success || addresses === null) {
    return {};
  }
  return Object.fromEntries(
    parsed.error.issues.map(({ path }) => [String(path[0]), addressMessages[String(path[0])] ?? 'This cannot be right']),
  );
}

const addressMessages: Readonly<Record<string, string>> = {
  ip: 'Give an IP address such as 10.101.7.2',
  gateway: 'Give an IP address such as 10.101.1.1',
  nameserver: 'Give an IP address such as 10.101.1.1',
  prefixLength: 'Between 0 and 32, for IPv6 up to 128',
};
