import { Button } from '@mantine/core';
import type { HostKeyChange } from '#domain/hosts/connection.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FactList } from '#renderer/ui/fact-list.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface ChangedKeyViewProps {
  readonly change: HostKeyChange;
  readonly onRetry: () => void;
}

/** A changed key is refused. There is no button that accepts it: the old one must be taken away by hand. */
export function ChangedKeyView({ change, onRetry }: ChangedKeyViewProps) {
  const { target, keyType, offeredFingerprint, knownFingerprints, knownHostsPath, knownHostsLines } = change;
  const lines = knownHostsLines.map((line) => line.toString()).join(', ');
  return (
    <Section title="The host’s key has changed">
      <Fields>
        <Banner tone="broken" word="Refused">
          {target} shows another key than the one remembered. Either the host was installed anew, or somebody sits between you and
          it. Nothing was sent.
        </Banner>
        <FactList
          rows={[
            { label: 'Offered now', value: offeredFingerprint, copy: offeredFingerprint, note: keyType },
            ...knownFingerprints.map((fingerprint, index) => ({
              label: index === 0 ? 'Remembered' : `Remembered, ${(index + 1).toString()}`,
              value: fingerprint,
              copy: fingerprint,
            })),
            {
              label: 'Where',
              value: knownHostsPath,
              copy: knownHostsPath,
              note: `line${knownHostsLines.length === 1 ? '' : 's'} ${lines}`,
            },
          ]}
        />
        <Muted>
          Ask whoever runs the host whether its key was changed, and compare the offered fingerprint with them. If it is right,
          remove the old key in a terminal on this laptop, then connect again:
        </Muted>
        <CommandBlock label="Command" command={quoteArgv(['ssh-keygen', '-f', knownHostsPath, '-R', toKnownHostsName(target)])} />
        <FormActions>
          <Button onClick={onRetry}>Connect again</Button>
        </FormActions>
      </Fields>
    </Section>
  );
}

/** known_hosts names a host as host, or [host]:port where the port is not 22 (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export function toKnownHostsName(target: string): string {
  const address = target.slice(target.lastIndexOf('@') + 1);
  const [, bare, port] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return port === undefined ? (bare ?? address) : `[${bare ?? address}]:${port}`;
}
