import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConnectQuestion } from '#domain/hosts/connection.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';

type Question = Exclude<ConnectQuestion, { kind: 'unknown-host-key' }>;

interface SecretQuestionProps {
  readonly question: Question;
  readonly onAnswer: (question: Question, value: string, remember: boolean) => void;
  readonly actions: ReactNode;
}

/** A passphrase or a password. It travels with the attempt and is forgotten after it, unless it shall be kept. */
export function SecretQuestion({ question, onAnswer, actions }: SecretQuestionProps) {
  const [value, setValue] = useState('');
  const [remember, setRemember] = useState(false);
  const canRemember = useStore(useSession().settings, ({ about }) => about?.canRememberSecrets === true);
  const isPassphrase = question.kind === 'passphrase';
  return (
    <Section title={isPassphrase ? 'The key is locked' : 'Password'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(question, value, remember);
        }}
      >
        <Fields>
          <PasswordInput
            label={isPassphrase ? `Passphrase of ${question.keyPath}` : `Password of ${question.target}`}
            error={question.wrongBefore ? `That ${question.kind} was not accepted. Check caps lock and try again.` : undefined}
            value={value}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          {canRemember ? (
            <Checkbox
              label="Keep it in this laptop’s keychain"
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
          ) : (
            <Muted>It is used for this connection only: there is no keychain here to keep it in.</Muted>
          )}
          <FormActions>
            <Button type="submit" variant="filled" disabled={value === ''}>
              {isPassphrase ? 'Unlock key and connect' : 'Log in'}
            </Button>
            {actions}
          </FormActions>
        </Fields>
      </form>
    </Section>
  );
}
