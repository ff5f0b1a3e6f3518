import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Doors } from '#renderer/ui/doors.tsx';
import { Term } from '#renderer/ui/term.tsx';

/** Two doors, no tour. */
export function WelcomePage() {
  const { practice } = useSession();
  const status = useStore(practice, (state) => state.status);
  const go = useGo();
  const isUnsupported = status?.kind === 'unsupported';
  const boot = () => {
    void practice.getState().start('up');
    go({ kind: 'practice' });
  };
  return (
    <Doors
      title="Launch test clouds on a KVM host"
      lead="From this laptop, over SSH alone: pick an installer, watch it boot, and see every device its packets pass."
      doors={[
        {
          title: 'Connect to a KVM host',
          children: (
            <>
              A <Term name="KVM host">KVM host</Term> you can log in to as root, or with sudo. Those in ~/.ssh/config are offered.
              Nothing is installed on it.
            </>
          ),
          action: (
            <Button variant="filled" onClick={() => go({ kind: 'add-host' })}>
              Connect to a KVM host
            </Button>
          ),
        },
        {
          title: 'Boot a practice host',
          children: isUnsupported ? (
            <>
              {status.problem.message} {status.problem.hint ?? ''}
            </>
          ) : (
            <>
              No server at hand? A <Term name="practice host">practice host</Term> is a real KVM host in a virtual machine on this
              laptop. The first start takes about three minutes.
            </>
          ),
          action: (
            <Button disabled={isUnsupported} onClick={boot}>
              Boot a practice host
            </Button>
          ),
        },
      ]}
    />
  );
}
