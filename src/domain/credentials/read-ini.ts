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

type OpenSection = IniSection & { readonly values: Map<string, string> };

/** Sections with `key = value`, one a line, and comments (# or ;) on lines of their own. Nothing twice. */
export function readIni(text: string): IniReading {
  const sections: OpenSection[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const isBlank = line === '' || /^[#;]/.test(line);
    const problem = isBlank ? null : (beginSection(line, index + 1, sections) ?? takeValue(line, sections.at(-1)));
    if (typeof problem === 'string') {
      return refuseFile(index + 1, problem) as Extract<IniReading, { kind: 'refused' }>;
    }
  }
  return { kind: 'sections', sections };
}

/** null: the line begins no section. true: it did. */
function beginSection(line: string, number: number, sections: OpenSection[]): string | true | null {
  const [, name, label = ''] = /^\[\s*([\w-]+)(?:\s+([^\]]+?))?\s*\]$/.exec(line) ?? [];
  if (name === undefined) {
    return null;
  }
  if (sections.some((one) => one.name === name && one.label === label)) {
    return 'This section is here twice.';
  }
  sections.push({ name, label, line: number, values: new Map() });
  return true;
}

function takeValue(line: string, section: OpenSection | undefined): string | true {
  const [, key, value] = /^([A-Za-z][\w.-]*)\s*=\s*(\S.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) {
    return 'This is neither [section] nor key = value.';
  }
  if (section === undefined || section.values.has(key)) {
    return section === undefined ? `${key} stands before the first [section].` : `${key} is here twice in its section.`;
  }
  section.values.set(key, value);
  return true;
}
