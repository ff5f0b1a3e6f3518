import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isMachineName } from '#domain/machines/machine-paths.ts';
import { getRole, roles, type MachineRole } from '#domain/machines/machine-role.ts';
import { useGo } from '#renderer/session/session-context.tsx';
import { Fields, FormActions, Muted } from '#renderer/ui/form-layout.tsx';
import { Sections } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ActionReviewView } from './action-review.tsx';
import { useActionReview } from './use-action-review.ts';

interface AdoptMachinePageProps {
  readonly hostId: string;
  readonly name: string;
}

/** Takes over a machine that somebody else started: what it is called from then on, what it is, and what is written down. */
export function AdoptMachinePage({ hostId, name }: AdoptMachinePageProps) {
  const go = useGo();
  const [newName, setNewName] = useState(name);
  const [role, setRole] = useState<MachineRole>('ciab');
  const { reviewed, status, request, reset } = useActionReview(hostId, name);
  if (reviewed !== null) {
    const leadsTo = { kind: 'machine', hostId, machine: newName, tab: 'overview' } as const;
    return <ActionReviewView hostId={hostId} name={name} {...reviewed} onBack={reset} leadsTo={leadsTo} />;
  }
  const error = isMachineName(newName) ? null : 'Use 1 to 48 lower-case letters, digits, - or _';
  return (
    <Sections isNarrow>
      {status.kind === 'failed' && <ProblemView title="It cannot be adopted so" problem={status.problem} />}
      <Muted>
        Nutshell writes down with which words it was started, so that it can start it with them again. The machine runs on as it
        is. Until Nutshell has started it once, it can only be powered off; after that it has a control channel. Destroying it
        keeps its disk.
      </Muted>
      <Fields>
        <TextInput
          label="Name"
          description="What it is called from then on"
          error={error}
          value={newName}
          spellCheck={false}
          onChange={(event) => setNewName(event.currentTarget.value)}
        />
        <Select
          label="Role"
          description={getRole(role).explanation}
          data={roles.map((each) => ({ value: each.role, label: each.title }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(roles.find((each) => each.role === value)?.role ?? 'ciab')}
        />
      </Fields>
      <FormActions>
        <Button
          variant="filled"
          disabled={error !== null}
          loading={status.kind === 'loading'}
          onClick={() => void request({ kind: 'adopt', name: newName, role })}
        >
          Review adoption
        </Button>
        <Button onClick={() => go({ kind: 'machine', hostId, machine: name, tab: 'overview' })}>Leave it as it is</Button>
      </FormActions>
    </Sections>
  );
}
