import { IconBook2, IconPlus, IconServerBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { toConnectionTone, toConnectionWord } from '#renderer/features/hosts/connection-words.ts';
import { toMachineTone, toStateWord } from '#renderer/features/machines/machine-words.ts';
import type { HostView } from '#contract/hosts.ts';
import { getReading, type ReadingsState } from '#renderer/session/create-readings-store.ts';
import { parsePlace, toHash, type Place } from '#renderer/session/place.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { PaddedNote } from '#renderer/ui/padded-note.tsx';
import { PlaceTree, type TreeItem } from '#renderer/ui/place-tree.tsx';
import { SideLink, SidePane } from '#renderer/ui/side-list.tsx';

/** The left pane: hosts, and under each its machines, own and foreign. */
export function TreePane() {
  const session = useSession();
  const go = useGo();
  const { views, status } = useStore(session.hosts);
  const readings = useStore(session.readings);
  const place = useStore(session.location, (state) => state.place);
  const [folded, setFolded] = useState<readonly string[]>([]);
  const toggle = (key: string) => setFolded(folded.includes(key) ? folded.filter((each) => each !== key) : [...folded, key]);
  return (
    <SidePane
      title="Hosts and machines"
      foot={
        <>
          <SideLink
            icon={<IconPlus size={14} aria-hidden />}
            isCurrent={place.kind === 'add-host'}
            onOpen={() => go({ kind: 'add-host' })}
          >
            Add host
          </SideLink>
          <SideLink
            icon={<IconServerBolt size={14} aria-hidden />}
            isCurrent={place.kind === 'practice'}
            onOpen={() => go({ kind: 'practice' })}
          >
            Practice host
          </SideLink>
          <SideLink
            icon={<IconBook2 size={14} aria-hidden />}
            isCurrent={place.kind === 'recipes' || place.kind === 'recipe'}
            onOpen={() => go({ kind: 'recipes' })}
          >
            Recipes
          </SideLink>
        </>
      }
    >
      {views.length === 0 ? (
        <PaddedNote>
          {status.kind === 'loading' ? (
            <Loading what="Looking for hosts" rows={3} />
          ) : (
            <Muted>{status.kind === 'failed' ? status.problem.message : 'No host yet.'}</Muted>
          )}
        </PaddedNote>
      ) : (
        <PlaceTree
          label="Hosts and machines"
          items={listItems(views, readings, folded)}
          selectedKey={toTreeKey(place)}
          onToggle={toggle}
          onOpen={(key) => {
            const target = parsePlace(key);
            if (target !== null) {
              go(target);
            }
          }}
        />
      )}
    </SidePane>
  );
}

const hostKey = (hostId: string) => toHash({ kind: 'host', hostId, tab: 'overview' });
const machineKey = (hostId: string, machine: string) => toHash({ kind: 'machine', hostId, machine, tab: 'overview' });

/** Which line of the tree a place belongs to. */
export function toTreeKey(place: Place): string | null {
  if ('machine' in place) {
    return machineKey(place.hostId, place.machine);
  }
  return 'hostId' in place ? hostKey(place.hostId) : null;
}

function listItems(views: readonly HostView[], readings: ReadingsState, folded: readonly string[]): readonly TreeItem[] {
  return views.flatMap(({ host, connection }) => {
    const key = hostKey(host.id);
    const machines = getReading(readings, host.id).reading?.machines ?? [];
    const isExpanded = machines.length === 0 ? null : !folded.includes(key);
    const own: TreeItem = {
      key,
      level: 1,
      name: host.name,
      tone: toConnectionTone(connection),
      word: toConnectionWord(connection),
      isExpanded,
    };
    const below = machines.map((machine): TreeItem => ({
      key: machineKey(host.id, machine.name),
      level: 2,
      name: machine.name,
      tone: toMachineTone(machine),
      word: toStateWord(machine),
      isMuted: machine.owner === 'foreign',
      ...(machine.owner === 'foreign' && { remark: 'foreign' }),
      isExpanded: null,
    }));
    return [own, ...(isExpanded === true ? below : [])];
  });
}
