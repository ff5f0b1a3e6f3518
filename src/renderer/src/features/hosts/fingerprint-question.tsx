import { Button } from '@mantine/core';
import type { ConnectQuestion } from '#domain/hosts/connection.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { BigFact, Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Term } from '#renderer/ui/term.tsx';

type KeyQuestion = Extract<ConnectQuestion, { kind: 'unknown-host-key' }>;

interface FingerprintQuestionProps {
  readonly question: KeyQuestion;
  readonly onAccept: (fingerprint: string) => void;
  readonly onRefuse: () => void;
}

/** Asked once for each host: is this really its key? */
export function FingerprintQuestion({ question, onAccept, onRefuse }: FingerprintQuestionProps) {
  const { target, keyType, fingerprint, otherTypeKnown } = question;
  return (
    <Section title="Is this the right host?">
      <Fields>
        <p>
          This laptop meets {target} for the first time. It shows a key of type {keyType} with this{' '}
          <Term name="fingerprint">fingerprint</Term>:
        </p>
        <BigFact label="Fingerprint of the host key">{fingerprint}</BigFact>
        {otherTypeKnown && (
          <Banner tone="attention" word="Attention">
            Another type of key is already known for this name. That is normal after an upgrade of the host, and also what an
            impostor looks like.
          </Banner>
        )}
        <Muted>To compare, print it on the host itself, over a way you already trust:</Muted>
        <CommandBlock label="Command" command={`ssh-keygen -lf /etc/ssh/ssh_host_${toFileWord(keyType)}_key.pub`} />
        <FormActions>
          <Button variant="filled" onClick={() => onAccept(fingerprint)}>
            Trust this key and connect
          </Button>
          <Button onClick={onRefuse}>Do not connect</Button>
        </FormActions>
      </Fields>
    </Section>
  );
}

/** sshd's own file names: ssh_host_ed25519_key, ssh_host_ecdsa_key, ssh_host_rsa_key. */
export function toFileWord(keyType: string): string {
  return /ed25519|ecdsa|dss|rsa/.exec(keyType)?.[0].replace('dss', 'dsa') ?? 'ed25519';
}
