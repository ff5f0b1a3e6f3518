import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CertificateView } from '#domain/access/cloud-service.ts';
import { describeVerdict } from '#domain/access/judge-certificate.ts';
import { formatServiceUrl } from '#domain/access/parse-service-url.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { CommandBlock } from '#renderer/ui/command-block.tsx';
import { FactList, type FactRow } from '#renderer/ui/fact-list.tsx';
import { Stacked } from '#renderer/ui/stacked.tsx';
import { describeTrouble } from './access-words.ts';
import { CertificateComparison } from './certificate-comparison.tsx';
import type { CompareConversation } from './use-compare.ts';
import type { ServicePlace } from './use-tunnel.ts';

interface ServiceDetailsProps extends ServicePlace {
  readonly onTrusted: () => void;
  readonly renderQuestion: (conversation: CompareConversation) => ReactNode;
}

/** What is behind the line of a service: how it answered, its certificate, the way by hand. */
export function ServiceDetails({ onTrusted, renderQuestion, ...place }: ServiceDetailsProps) {
  const { client } = useSession();
  const { hostId, cloud, service } = place;
  const { state } = service;
  const certificate = state.kind === 'up' || state.kind === 'down' ? state.certificate : null;
  const trust = async (fingerprint: string) => {
    try {
      await client.access.trust({ hostId, cloud, service: service.id, fingerprint });
      onTrusted();
    } catch (error) {
      const { message, hint } = toProblem(error);
      const words = [message, hint].filter((part) => part !== null).join(' ');
      notifications.show({ title: 'The certificate was not accepted', message: words, color: 'red', autoClose: false });
    }
  };
  return (
    <Stacked>
      <FactList
        rows={[
          { label: 'Machine', value: service.machine },
          ...(service.url === null ? [] : [toAddress(formatServiceUrl(service.url))]),
          {
            label: 'Answer',
            value: state.kind === 'up' ? state.detail : (describeTrouble(service) ?? 'none yet'),
            isWords: true,
          },
          ...(certificate === null ? [] : toRows(certificate)),
        ]}
      />
      {certificate !== null && <CertificateComparison {...place} renderQuestion={renderQuestion} />}
      {certificate?.verdict.kind === 'changed' && (
        <div>
          <Button onClick={() => void trust(certificate.fingerprint)}>It is the right one: expect it from now on</Button>
        </div>
      )}
      {service.protocol === 'tcp' && <CommandBlock command={service.sshCommand} label="The way by hand" />}
    </Stacked>
  );
}

function toAddress(url: string): FactRow {
  return { label: 'Address', value: url, copy: url, note: 'As the host sees it. A tunnel leads there from this laptop.' };
}

function toRows(certificate: CertificateView): readonly FactRow[] {
  const { fingerprint, subject, tlsVersion, validUntilEpochMs, verdict, notes } = certificate;
  return [
    { label: 'Fingerprint', value: fingerprint, copy: fingerprint, note: describeVerdict(verdict) },
    ...(verdict.kind === 'changed' ? [{ label: 'Before', value: verdict.before, copy: verdict.before }] : []),
    {
      label: 'Certificate',
      value: `for ${subject}, over ${tlsVersion}, until ${toDay(validUntilEpochMs)}`,
      isWords: true,
      note: ['Browsers warn of certificates that clouds make for themselves: compare the fingerprint there.', ...notes].join(' '),
    },
  ];
}

function toDay(epochMs: number): string {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString().slice(0, 10) : 'an unknown day';
}
