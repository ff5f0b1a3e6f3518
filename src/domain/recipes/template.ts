/** What stands between {{ and }}. */
export interface Placeholder {
  readonly name: string;
  /** Between the entries of a list. */
  readonly separator: ' ' | ',';
}

export type TemplatePart = string | Placeholder;

export type TemplateReading =
  { readonly ok: true; readonly parts: readonly TemplatePart[] } | { readonly ok: false; readonly problem: string };

const separators: Readonly<Record<string, ' ' | ','>> = { space: ' ', comma: ',' };

/** Text with {{name}} and {{list | comma}} in it. There are no conditions and no loops: parts of files have roles instead. */
export function parseTemplate(text: string): TemplateReading {
  const parts: TemplatePart[] = [];
  let rest = text;
  for (let open = rest.indexOf('{{'); open >= 0; open = rest.indexOf('{{')) {
    const close = rest.indexOf('}}', open);
    const inside = close < 0 ? '' : rest.slice(open + 2, close);
    const [, name, filter = 'space'] = /^\s*([a-z][A-Za-z]*(?:\.[A-Za-z0-9_-]+)*)\s*(?:\|\s*([a-z]+)\s*)?$/.exec(inside) ?? [];
    const separator = Object.hasOwn(separators, filter) ? separators[filter] : undefined;
    if (name === undefined || separator === undefined) {
      const shown = close < 0 ? rest.slice(open, open + 20) : `{{${inside.slice(0, 40)}}}`;
      return {
        ok: false,
        problem: `“${shown}” cannot be read. Write a value as {{machine.ip}}, a list as {{machine.nameservers | comma}}.`,
      };
    }
    parts.push(rest.slice(0, open), { name, separator });
    rest = rest.slice(close + 2);
  }
  return { ok: true, parts: [...parts, rest].filter((part) => part !== '') };
}

/** What the text asks for, each name once. */
export function listPlaceholders(text: string): readonly string[] {
  const reading = parseTemplate(text);
  const names = reading.ok ? reading.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name])) : [];
  return [...new Set(names)];
}
