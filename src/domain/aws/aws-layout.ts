/** A file or a link of a layout. Paths are relative to its folder, with slashes. */
export type LayoutEntry =
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly isSecret: boolean }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

export interface AwsLayout {
  readonly entries: readonly LayoutEntry[];
  /** What a person should know, such as a link that could not be made. */
  readonly notes: readonly string[];
}

/** The files of a layout that are there already, by path; what is there and cannot be read is no part of this. */
export type ExistingFiles = ReadonlyMap<string, string>;

export function toJsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
