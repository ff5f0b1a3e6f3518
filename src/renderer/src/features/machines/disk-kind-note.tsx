import type { MachineDisk } from '#domain/machines/machine-disk.ts';
import { unreachable } from '#domain/unreachable.ts';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { Term } from '#renderer/ui/term.tsx';

/** What the chosen kind of disk means, in plain words. */
export function DiskKindNote({ disk }: { readonly disk: MachineDisk }) {
  return <Muted>{explain(disk)}</Muted>;
}

function explain(disk: MachineDisk) {
  switch (disk.kind) {
    case 'lvm':
      return (
        <>
          A <Term name="volume" /> of its own. All its room is taken from the <Term name="volume group" /> at once, so it cannot
          run out later.
        </>
      );
    case 'lvm-thin':
      return (
        <>
          A <Term name="thin volume" /> takes room from the <Term name="thin pool" /> only as the machine writes. More may be{' '}
          <Term name="promised" /> than there is; a full pool stops every machine on it.
        </>
      );
    case 'file':
      return disk.format === 'raw' ? (
        <>
          A <Term name="raw" /> file takes all its room at once, so it cannot run out later, and is a little faster.
        </>
      ) : (
        <>
          A <Term name="qcow2" /> file grows as the machine writes, up to its size. More may be <Term name="promised" /> than the
          file system has; a machine stops where it runs out.
        </>
      );
    default:
      return unreachable(disk, 'machine disk');
  }
}
