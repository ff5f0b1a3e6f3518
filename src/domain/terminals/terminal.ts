/** Where a shell is opened. Everything but the host itself is reached through it. */
export type TerminalPlace =
  | { readonly kind: 'host' }
  /** `address`: where Nutshell does not know it, or knows another. */
  | { readonly kind: 'machine'; readonly machine: string; readonly address?: string | undefined }
  /** The machine of the cloud that its users log in to. */
  | { readonly kind: 'cloud'; readonly cloud: string }
  /** Inside a cloud, at the address that the cloud gave it. */
  | { readonly kind: 'instance'; readonly cloud: string; readonly instance: string; readonly address: string };

/** In characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What a shell has to draw on. */
export interface TerminalScreen extends TerminalSize {
  /** As terminfo names it [terminfo(5)], e.g. xterm-256color. */
  readonly type: string;
}

/** How a shell came to its end. */
export type TerminalEnding =
  | { readonly kind: 'exited'; readonly code: number }
  /** Without SIG, as SSH says it (RFC 4254, 6.10). */
  | { readonly kind: 'killed'; readonly signal: string }
  /** The line was cut, or the far side went without a word. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** Nutshell let go of it. */
  | { readonly kind: 'closed' };

/** What a person calls the place. */
export function describeTerminalPlace(place: TerminalPlace, hostName: string): string {
  switch (place.kind) {
    case 'host':
      return hostName;
    case 'machine':
      return place.machine;
    case 'cloud':
      return place.cloud;
    case 'instance':
      return `${place.instance} in ${place.cloud}`;
  }
}

export function describeEnding(ending: TerminalEnding): string {
  switch (ending.kind) {
    case 'exited':
      return ending.code === 0 ? 'The shell has ended.' : `The shell has ended with exit status ${ending.code}.`;
    case 'killed':
      return `The shell was ended by the signal ${ending.signal}.`;
    case 'lost':
      return /[.!?]$/.test(ending.reason) ? ending.reason : `${ending.reason}.`;
    case 'closed':
      return 'The terminal was closed.';
  }
}

// signal(7), those that SSH can name and that have one number everywhere.
const signalNumbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  ABRT: 6,
  FPE: 8,
  KILL: 9,
  SEGV: 11,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
};

/** As a shell counts it: 128 and the number of the signal. null where nobody knows how it ended. */
export function toExitStatus(ending: TerminalEnding): number | null {
  switch (ending.kind) {
    case 'exited':
      return ending.code;
    case 'killed':
      return 128 + (signalNumbers[ending.signal] ?? 0);
    case 'lost':
    case 'closed':
      return null;
  }
}
