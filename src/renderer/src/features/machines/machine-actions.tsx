import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { judgeAction } from '#domain/machines/lifecycle/judge-action.ts';
import { usualShutdownSeconds, type MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ReasonedButton, ReasonedItem } from '#renderer/ui/reasoned-button.tsx';
import { runMachineAction } from './run-machine-action.ts';

interface MachineActionsProps {
  readonly hostId: string;
  readonly machine: Machine;
  readonly facts: HostFacts;
}

const start: MachineAction = { kind: 'start', boot: null };
const startFromCd: MachineAction = { kind: 'start', boot: 'cd-once' };
const shutdown: MachineAction = { kind: 'shutdown', limitSeconds: usualShutdownSeconds };

type Dangerous = 'reset' | 'power-off';

/** What can be done with a machine now: the likely thing as a button, all of them in the menu, each with the reason where it cannot. */
export function MachineActions({ hostId, machine, facts }: MachineActionsProps) {
  const session = useSession();
  const go = useGo();
  const [asked, setAsked] = useState<Dangerous | null>(null);
  const { name } = machine;
  const run = (action: MachineAction) => void runMachineAction(session, hostId, name, action);
  const openTerminal = () =>
    session.terminalTabs.getState().open({ hostId, place: { kind: 'machine', machine: name }, title: name });
  const openConsole = () => go({ kind: 'machine', hostId, machine: name, tab: 'console' });
  const why = (action: MachineAction) => {
    const verdict = judgeAction(machine, action, facts);
    return verdict.ok ? null : verdict.reason;
  };
  if (machine.owner === 'foreign') {
    return (
      <ReasonedButton
        reason={why({ kind: 'adopt', name, role: 'ciab' })}
        onClick={() => go({ kind: 'adopt-machine', hostId, machine: name })}
      >
        Adopt machine …
      </ReasonedButton>
    );
  }
  const isRunning = machine.state.kind === 'running';
  const isPaused = machine.state.kind === 'running' && machine.state.isPaused;
  const likely: MachineAction = isPaused ? { kind: 'resume' } : isRunning ? shutdown : start;
  return (
    <>
      {isRunning && (
        <>
          <ReasonedButton reason={null} onClick={openTerminal}>
            Terminal
          </ReasonedButton>
          <ReasonedButton reason={null} onClick={openConsole}>
            Open console
          </ReasonedButton>
        </>
      )}
      <ReasonedButton variant={isRunning && !isPaused ? 'default' : 'filled'} reason={why(likely)} onClick={() => run(likely)}>
        {isPaused ? 'Resume machine' : isRunning ? 'Shut down' : 'Start machine'}
      </ReasonedButton>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon aria-label={`More about ${name}`} size="md">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ReasonedItem reason={why(start)} onClick={() => run(start)}>
            Start
          </ReasonedItem>
          <ReasonedItem reason={why(startFromCd)} onClick={() => run(startFromCd)}>
            Start from the CD, this once
          </ReasonedItem>
          <ReasonedItem reason={why(shutdown)} onClick={() => run(shutdown)}>
            Shut down
          </ReasonedItem>
          <Menu.Divider />
          <ReasonedItem reason={why({ kind: 'pause' })} onClick={() => run({ kind: 'pause' })}>
            Pause
          </ReasonedItem>
          <ReasonedItem reason={why({ kind: 'resume' })} onClick={() => run({ kind: 'resume' })}>
            Resume
          </ReasonedItem>
          <ReasonedItem reason={why({ kind: 'reset' })} onClick={() => setAsked('reset')}>
            Reset …
          </ReasonedItem>
          <ReasonedItem reason={why({ kind: 'power-off' })} onClick={() => setAsked('power-off')}>
            Power off …
          </ReasonedItem>
          <Menu.Divider />
          <Menu.Item onClick={() => go({ kind: 'edit-machine', hostId, machine: name })}>Edit machine …</Menu.Item>
          {machine.definition?.origin.kind === 'adopted' && (
            <Menu.Item onClick={() => run({ kind: 'release' })}>Release machine</Menu.Item>
          )}
          <Menu.Item onClick={() => go({ kind: 'destroy', hostId, machine: name })}>Destroy machine …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked !== null && (
        <Danger kind={asked} name={name} onConfirm={() => run({ kind: asked })} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

interface DangerProps {
  readonly kind: Dangerous;
  readonly name: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Both are a power cut to the system inside. */
export function Danger({ kind, name, onConfirm, onClose }: DangerProps) {
  const verb = kind === 'reset' ? `Reset ${name}` : `Power ${name} off`;
  return (
    <ConfirmDialog title={`${verb}?`} confirm={verb} keep="Let it run" onConfirm={onConfirm} onClose={onClose}>
      What its system has not yet written to the disk is lost, as when a power cut hits a PC. What is on the disk stays.
    </ConfirmDialog>
  );
}
