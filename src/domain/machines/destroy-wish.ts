/** What a person chose about the end of a machine. */
export interface DestroyWish {
  /** Paths of the volumes to keep. */
  readonly keepVolumes: 'all' | readonly string[];
  /** For how long it can be undone; 0 removes at once. */
  readonly graceMinutes: number;
  /** "Power it off although Nutshell did not start it." Its volumes are never removed. */
  readonly isForeignMeant: boolean;
}

/** The same of machines that are known to be Nutshell's. */
export type RemovalWish = Omit<DestroyWish, 'isForeignMeant'>;

export const usualGraceMinutes = 10;

export function isKept(path: string, { keepVolumes }: DestroyWish): boolean {
  return keepVolumes === 'all' || keepVolumes.includes(path);
}
