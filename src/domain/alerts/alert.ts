/** What a person should hear though they look at something else. Screens show it outside of their window. */
export interface Alert {
  /** The same again is the same alert: shown in two tabs, it replaces itself. */
  readonly id: string;
  readonly kind: 'needs-person' | 'stalled' | 'done' | 'failed' | 'trial';
  readonly title: string;
  /** A sentence or two. */
  readonly body: string;
  /** Whose page tells more; null where there is nothing to see. */
  readonly about: AlertPlace | null;
}

export interface AlertPlace {
  readonly hostId: string;
  readonly cloud: string;
}

/** What somebody sees who tries whether alerts reach them. */
export function buildTrialAlert(nowEpochMs: number): Alert {
  return {
    id: `trial-${nowEpochMs}`,
    kind: 'trial',
    title: 'Nutshell can reach you here',
    body: 'So you will hear when an install needs you, and when one is done or has failed.',
    about: null,
  };
}
