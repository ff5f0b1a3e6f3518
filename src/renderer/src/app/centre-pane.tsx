import { useStore } from 'zustand';
import { ContinuePage } from '#renderer/features/activity/continue-page.tsx';
import { OperationPage } from '#renderer/features/activity/operation-page.tsx';
import { AddHostPage } from '#renderer/features/hosts/add-host-page.tsx';
import { EditHostPage } from '#renderer/features/hosts/edit-host-page.tsx';
import { IsoPicker } from '#renderer/features/images/iso-picker.tsx';
import { LaunchPage } from '#renderer/features/machines/launch-page.tsx';
import { PracticePage } from '#renderer/features/practice/practice-page.tsx';
import { RecipePage } from '#renderer/features/recipes/recipe-page.tsx';
import { RecipesPage } from '#renderer/features/recipes/recipes-page.tsx';
import type { HostView } from '#contract/hosts.ts';
import { findHost } from '#renderer/session/create-hosts-store.ts';
import type { Place } from '#renderer/session/place.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { CheckpointPlace } from './checkpoint-place.tsx';
import { CloudPlace } from './cloud-place.tsx';
import { HostScreen, MissingPlace } from './host-screen.tsx';
import { MachineChangePlace } from './machine-change-place.tsx';
import { MachineScreen } from './machine-screen.tsx';
import { WelcomePage } from './welcome-page.tsx';

/** The work on the chosen place. */
export function CentrePane() {
  const place = useStore(useSession().location, (state) => state.place);
  if ('hostId' in place) {
    return <HostPlace place={place} />;
  }
  switch (place.kind) {
    case 'welcome':
      return <WelcomePage />;
    case 'practice':
      return <PracticePage />;
    case 'add-host':
      return <AddHostPage />;
    case 'recipes':
      return <RecipesPage />;
    case 'recipe':
      return <RecipePage key={place.recipe} id={place.recipe} tab={place.tab} />;
  }
}

type PlaceOnHost = Extract<Place, { readonly hostId: string }>;

function HostPlace({ place }: { readonly place: PlaceOnHost }) {
  const { views, status } = useStore(useSession().hosts);
  const view = findHost(views, place.hostId);
  if (view !== null) {
    return <KnownHostPlace place={place} view={view} />;
  }
  if (status.kind === 'ready') {
    return <MissingPlace />;
  }
  return (
    <Page title="Host">
      {status.kind === 'failed' ? (
        <ProblemView title="The hosts could not be listed" problem={status.problem} />
      ) : (
        <Loading what="Looking for the host" />
      )}
    </Page>
  );
}

function KnownHostPlace({ place, view }: { readonly place: PlaceOnHost; readonly view: HostView }) {
  const { hostId } = place;
  if ('operationId' in place) {
    return <OperationPlace place={place} />;
  }
  if (isCloudPlace(place)) {
    return <CloudPlace place={place} view={view} />;
  }
  switch (place.kind) {
    case 'host':
      return <HostScreen key={hostId} view={view} tab={place.tab} />;
    case 'edit-host':
      return <EditHostPage key={hostId} host={view.host} />;
    case 'launch':
      return (
        <Page title="Launch machine" lead={`On ${view.host.name}. Nothing runs before you have reviewed it.`} isFilled>
          <LaunchPage key={hostId} hostId={hostId} renderIsoPicker={(props) => <IsoPicker {...props} />} />
        </Page>
      );
    case 'machine':
      return <MachineScreen hostId={hostId} name={place.machine} tab={place.tab} />;
    case 'destroy':
    case 'edit-machine':
    case 'adopt-machine':
      return <MachineChangePlace place={place} view={view} />;
    case 'new-checkpoint':
    case 'checkpoint':
      return <CheckpointPlace place={place} view={view} />;
  }
}

const cloudPlaceKinds = ['new-cloud', 'cloud', 'take-down', 'ec2', 'verify'] as const;

function isCloudPlace(place: PlaceOnHost): place is Extract<PlaceOnHost, { readonly kind: (typeof cloudPlaceKinds)[number] }> {
  return cloudPlaceKinds.some((kind) => kind === place.kind);
}

type OperationPlaces = Extract<PlaceOnHost, { readonly operationId: string }>;

function OperationPlace({ place }: { readonly place: OperationPlaces }) {
  const { hostId, operationId } = place;
  return place.kind === 'operation' ? (
    <OperationPage key={operationId} hostId={hostId} operationId={operationId} />
  ) : (
    <ContinuePage key={operationId} hostId={hostId} operationId={operationId} way={place.way} />
  );
}
