import { useEffect, useState } from 'react';
import type { ConnectionLoss } from '#renderer/lib/connect.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import type { Backend } from './backend.ts';

/** Said on top of everything while the window and its back end have lost each other. */
export function ConnectionLost({ backend }: { readonly backend: Backend }) {
  const [loss, setLoss] = useState<ConnectionLoss | null>(null);
  useEffect(() => {
    const stops = [backend.onLost(setLoss), backend.onRestored(() => setLoss(null))];
    return () => stops.forEach((stop) => stop());
  }, [backend]);
  if (loss === null) {
    return null;
  }
  return (
    <Banner
      tone={loss.isRetrying ? 'attention' : 'broken'}
      word={loss.isRetrying ? 'Reconnecting to Nutshell' : 'Nutshell has gone'}
    >
      {loss.reason} What runs on a host goes on there.
    </Banner>
  );
}
