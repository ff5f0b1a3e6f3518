import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { findPasswordProblem } from './find-password-problem.ts';
import { useWizardStore } from './wizard-context.tsx';

/** The password that root has on the machines: typed, or made and shown here, and nowhere afterwards. */
export function PasswordSection({ hostId }: { readonly hostId: string }) {
  const { client } = useSession();
  const store = useWizardStore(hostId);
  const password = useStore(store, (state) => state.password);
  const [isVisible, setVisible] = useState(false);
  const [making, setMaking] = useState<Status>({ kind: 'idle' });
  const make = async () => {
    setMaking({ kind: 'loading' });
    try {
      store.getState().setPassword(await client.clouds.makePassword({}));
      setVisible(true);
      setMaking({ kind: 'ready' });
    } catch (error) {
      setMaking({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return (
    <Section title="Password of root on the machines">
      <Fields>
        <Muted>
          Only its hash goes to the host, for as long as the installers run. It is kept nowhere and not shown again: keep it
          yourself before you go on.
        </Muted>
        {making.kind === 'failed' && <ProblemView title="No password was made" problem={making.problem} />}
        <FormActions>
          <PasswordInput
            aria-label="Password of root"
            error={password === '' ? null : findPasswordProblem(password)}
            w="22rem"
            autoComplete="off"
            value={password}
            visible={isVisible}
            onVisibilityChange={setVisible}
            onChange={(event) => store.getState().setPassword(event.currentTarget.value)}
          />
          <Button loading={making.kind === 'loading'} onClick={() => void make()}>
            Make one
          </Button>
          {password !== '' && <CopyButton value={password} what="password" isWorded />}
        </FormActions>
      </Fields>
    </Section>
  );
}
