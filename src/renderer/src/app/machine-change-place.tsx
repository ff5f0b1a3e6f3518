import type { HostView } from '#contract/hosts.ts';
import { IsoPicker } from '#renderer/features/images/iso-picker.tsx';
import { AdoptMachinePage } from '#renderer/features/machines/adopt-machine-page.tsx';
import { DestroyPage } from '#renderer/features/machines/destroy-page.tsx';
import { EditMachinePage } from '#renderer/features/machines/edit-machine-page.tsx';
import type { Place } from '#renderer/session/place.ts';
import { Page } from '#renderer/ui/page.tsx';

interface MachineChangePlaceProps {
  readonly place: Extract<Place, { readonly kind: 'destroy' | 'edit-machine' | 'adopt-machine' }>;
  readonly view: HostView;
}

/** Where a machine is changed in more than one click. */
export function MachineChangePlace({ place, view }: MachineChangePlaceProps) {
  const { hostId, machine } = place;
  const { name: host } = view.host;
  switch (place.kind) {
    case 'destroy':
      return (
        <Page title={`Destroy ${machine}`} lead={`On ${host}. Nothing runs before you have reviewed it.`}>
          <DestroyPage key={machine} hostId={hostId} machine={machine} />
        </Page>
      );
    case 'edit-machine':
      return (
        <Page title={`Edit ${machine}`} lead={`On ${host}. Nothing changes before you have reviewed it.`}>
          <EditMachinePage key={machine} hostId={hostId} name={machine} renderIsoPicker={(props) => <IsoPicker {...props} />} />
        </Page>
      );
    case 'adopt-machine':
      return (
        <Page title={`Adopt ${machine}`} lead={`On ${host}. The machine itself is not touched.`}>
          <AdoptMachinePage key={machine} hostId={hostId} name={machine} />
        </Page>
      );
  }
}
