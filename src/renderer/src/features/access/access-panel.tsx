import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ServiceView } from '#domain/access/cloud-service.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { CheckList, type CheckRow } from '#renderer/ui/check-list.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { PaddedNote } from '#renderer/ui/padded-note.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { describePlace, describeTrouble, summarise, toMark } from './access-words.ts';
import { ServiceActions } from './service-actions.tsx';
import { ServiceDetails } from './service-details.tsx';
import { SocksProxy } from './socks-proxy.tsx';
import { TunnelNote } from './tunnel-note.tsx';
import type { CompareConversation } from './use-compare.ts';
import { useServices } from './use-services.ts';

interface AccessPanelProps {
  readonly hostId: string;
  readonly cloud: string;
  /** How a question of the machine is put: as of any other connection. */
  readonly renderQuestion: (conversation: CompareConversation) => ReactNode;
}

/** What the installed cloud offers: how each service is, and a way to it. */
export function AccessPanel({ hostId, cloud, renderQuestion }: AccessPanelProps) {
  const { access, problem, isAsking, askAgain } = useServices(hostId, cloud);
  const { terminalTabs } = useSession();
  const services = access?.services ?? [];
  const openTerminal = () => terminalTabs.getState().open({ hostId, place: { kind: 'cloud', cloud }, title: cloud });
  const toRow = (service: ServiceView): CheckRow => ({
    id: service.id,
    ...toMark(service),
    title: service.title,
    found: describePlace(service),
    remedy: describeTrouble(service),
    actions: <ServiceActions hostId={hostId} cloud={cloud} service={service} />,
    below: <TunnelNote hostId={hostId} cloud={cloud} service={service} />,
    details: (
      <ServiceDetails hostId={hostId} cloud={cloud} service={service} onTrusted={askAgain} renderQuestion={renderQuestion} />
    ),
  });
  return (
    <Section
      title="Access"
      aside={
        <>
          {services.length > 0 && summarise(services)}{' '}
          <Button size="compact-xs" loading={isAsking} onClick={askAgain}>
            Ask again
          </Button>{' '}
          <Button size="compact-xs" onClick={openTerminal}>
            Terminal
          </Button>
        </>
      }
    >
      {problem !== null && <ProblemView title="The services could not be asked" problem={problem} onRetry={askAgain} />}
      {access === null && problem === null && <Loading what="Asking the services of the cloud" rows={3} />}
      {access?.notes.map((note) => (
        <Banner key={note} tone="attention" word="Note">
          {note}
        </Banner>
      ))}
      {access !== null && services.length === 0 && (
        <PaddedNote>The recipe of this cloud names no services, or its machines are gone.</PaddedNote>
      )}
      {services.length > 0 && <CheckList label="Services of the cloud" rows={services.map(toRow)} />}
      {access !== null && <SocksProxy hostId={hostId} cloud={cloud} />}
    </Section>
  );
}
