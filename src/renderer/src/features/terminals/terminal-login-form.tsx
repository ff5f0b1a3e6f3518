import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HostAuth } from '#domain/hosts/host.ts';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';
import { FieldRow, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { LabelledControl } from '#renderer/ui/labelled-control.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { TerminalSession } from './create-terminal.ts';

type AuthKind = HostAuth['kind'];

/** How to log in where the recipe does not say it, or says it wrong. */
export function TerminalLoginForm({ terminal }: { readonly terminal: TerminalSession }) {
  const { place, title } = terminal.tab;
  const [user, setUser] = useState('');
  const [address, setAddress] = useState(place.kind === 'machine' ? (place.address ?? '') : '');
  const [authKind, setAuthKind] = useState<AuthKind>(place.kind === 'instance' ? 'key' : 'password');
  const [keyPath, setKeyPath] = useState('');
  const logIn = () =>
    terminal.logIn({
      user: user.trim() || null,
      address: address.trim() || null,
      auth: authKind === 'key' ? { kind: 'key', path: keyPath.trim() } : { kind: authKind },
    });
  return (
    <Section title={`Log in to ${title}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void logIn();
        }}
      >
        <Fields>
          <FieldRow isEven>
            {place.kind === 'machine' && (
              <TextInput
                label="Address"
                placeholder="as far as Nutshell knows it"
                value={address}
                spellCheck={false}
                onChange={(event) => setAddress(event.currentTarget.value)}
              />
            )}
            <TextInput
              label="User"
              placeholder={usualUser(place)}
              value={user}
              spellCheck={false}
              data-autofocus
              onChange={(event) => setUser(event.currentTarget.value)}
            />
          </FieldRow>
          <LabelledControl label="Log in with">
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={authKind}
                onChange={(value) => setAuthKind(value === 'key' || value === 'agent' ? value : 'password')}
                data={[
                  { value: 'key', label: 'Key file' },
                  { value: 'agent', label: 'SSH agent' },
                  { value: 'password', label: 'Password' },
                ]}
              />
            )}
          </LabelledControl>
          {authKind === 'key' && (
            <TextInput
              label="Private key file on this laptop"
              placeholder={place.kind === 'instance' ? 'the file that its key pair was saved to' : '~/.ssh/id_ed25519'}
              value={keyPath}
              spellCheck={false}
              onChange={(event) => setKeyPath(event.currentTarget.value)}
            />
          )}
          {authKind === 'password' && <Muted>It is asked when connecting.</Muted>}
          <FormActions>
            <Button type="submit" variant="filled" disabled={authKind === 'key' && keyPath.trim() === ''}>
              Open terminal
            </Button>
          </FormActions>
        </Fields>
      </form>
    </Section>
  );
}

function usualUser({ kind }: TerminalPlace): string {
  return kind === 'instance' ? 'root, or whom its image lets in' : 'as the recipe says, else root';
}
