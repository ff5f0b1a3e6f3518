import { useEffect, useState } from 'react';
import type { ViewerPlace } from '#domain/path/capture/viewed-capture-event.ts';
import { useSession } from '#renderer/session/session-context.tsx';

/** Why Wireshark cannot be opened, in a sentence; null where it can. */
export function useViewerReason(): string | null {
  const { client } = useSession();
  const [place, setPlace] = useState<ViewerPlace | null>(null);
  useEffect(() => {
    let isGone = false;
    client.path.findViewer({}).then(
      (found) => !isGone && setPlace(found),
      // Then it is as if it were not there; whoever wants packets has the list.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [client]);
  if (place === null) {
    return 'Looking for Wireshark on this laptop …';
  }
  return place.program === null
    ? 'Wireshark is not on this laptop, or not where it usually is. Install it from wireshark.org, or save the packets as pcapng.'
    : null;
}
