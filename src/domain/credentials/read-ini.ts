import { refuseFile, type CredentialsReading } from './credentials-reading.ts';

/** [region cloud.test] has the name region and the label cloud.test. */
export interface IniSection {
  readonly name: string;
  readonly label: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

export type IniReading =
  | { readonly kind: 'sections'; readonly sections: readonly IniSection[] }
  | Extract<CredentialsReading<never>, { kind: 'refused' }>;

/** Sections with `key = value`, one a line, and comments (# or ;) on lines of their own. Nothing twice. */
export function readIni(text: string): IniReading {
  const sections: (IniSection & { readonly values: Map<string, string> })[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const refuse = (message: string) => refuseFile(index + 1, message) as Extract<IniReading, { kind: 'refused' }>;
    if (line === '' || /^[#;]/.test(line)) {
      continue;
    }
    const [, name, label = ''] = /^\[\s*([\w-]+)(?:\s+([^\]]+?))?\s*\]$/.exec(line) ?? [];
    if (name !== undefined) {
      if (sections.some((one) => one.name === name && one.label === label)) {
        return refuse('This section is here twice.');
      }
      sections.push({ name, label, line: index + 1, values: new Map() });
      continue;
    }
    const [, key, value] = /^([A-Za-z][\w.-]*)\s*=\s*(\S.*)$/.exec(line) ?? [];
    const values = sections.at(-1)?.values;
    if (key === undefined || value === undefined) {
      return refuse('This is neither [section] nor key = value.');
    }
    if (values === undefined || values.has(key)) {
      return refuse(values === undefined ? `${key} stands before the first [section].` : `${key} is here twice in its section.`);
    }
    values.set(key, value);
  }
  return { kind: 'sections', sections };
}
