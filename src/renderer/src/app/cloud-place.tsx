import { useStore } from 'zustand';
import type { HostView } from '#contract/hosts.ts';
import { AccessPanel } from '#renderer/features/access/access-panel.tsx';
import { VerifyPage } from '#renderer/features/acceptance/verify-page.tsx';
import { BlockMap } from '#renderer/features/addressing/block-map.tsx';
import { OwnDialog } from '#renderer/features/addressing/own-dialog.tsx';
import { CloudDownPage } from '#renderer/features/clouds/cloud-down-page.tsx';
import { CloudPage } from '#renderer/features/clouds/cloud-page.tsx';
import { NewCloudPage } from '#renderer/features/clouds/wizard/new-cloud-page.tsx';
import { useWizardStore } from '#renderer/features/clouds/wizard/wizard-context.tsx';
import { CredentialsPanel } from '#renderer/features/credentials/credentials-panel.tsx';
import { Ec2Page } from '#renderer/features/ec2/ec2-page.tsx';
import { IsoPicker } from '#renderer/features/images/iso-picker.tsx';
import type { Place } from '#renderer/session/place.ts';
import { Page } from '#renderer/ui/page.tsx';
import { CloudQuestion } from './cloud-question.tsx';

interface CloudPlaceProps {
  readonly place: Extract<Place, { readonly kind: 'new-cloud' | 'cloud' | 'take-down' | 'ec2' | 'verify' }>;
  readonly view: HostView;
}

/** Where clouds are made, looked at and taken down. */
export function CloudPlace({ place, view }: CloudPlaceProps) {
  const { hostId } = place;
  const lead = `On ${view.host.name}. Nothing runs before you have reviewed it.`;
  switch (place.kind) {
    case 'new-cloud':
      return <WizardPage key={hostId} hostId={hostId} lead={lead} />;
    case 'cloud':
      return (
        <CloudPage key={place.cloud} hostId={hostId} name={place.cloud}>
          <AccessPanel
            hostId={hostId}
            cloud={place.cloud}
            renderQuestion={(conversation) => <CloudQuestion conversation={conversation} />}
          />
          <CredentialsPanel
            hostId={hostId}
            cloud={place.cloud}
            renderQuestion={(conversation) => <CloudQuestion conversation={conversation} />}
          />
        </CloudPage>
      );
    case 'take-down':
      return (
        <Page title={`Take ${place.cloud} down`} lead={lead}>
          <CloudDownPage key={place.cloud} hostId={hostId} name={place.cloud} />
        </Page>
      );
    case 'ec2':
      return <Ec2Page key={place.cloud} hostId={hostId} cloud={place.cloud} />;
    case 'verify':
      return (
        <VerifyPage
          key={place.cloud}
          hostId={hostId}
          cloud={place.cloud}
          renderQuestion={(conversation) => <CloudQuestion conversation={conversation} />}
        />
      );
  }
}

function WizardPage({ hostId, lead }: { readonly hostId: string; readonly lead: string }) {
  const existing = useStore(useWizardStore(hostId), ({ answer }) => (answer?.kind === 'complete' ? answer.existing : null));
  return (
    <Page title={existing === null ? 'New cloud' : `Change cloud ${existing.name}`} lead={lead} isFilled>
      <NewCloudPage
        hostId={hostId}
        renderIsoPicker={(props) => <IsoPicker {...props} />}
        renderBlock={(props) => <BlockMap {...props} />}
        renderOwnDialog={(props) => <OwnDialog {...props} />}
      />
    </Page>
  );
}
