import type { RevealSecret, SecretName } from './install-values.ts';
import { parseTemplate, type Placeholder } from './template.ts';
import type { ValueTable } from './build-value-table.ts';

export type Filled =
  | { readonly ok: true; readonly text: string; readonly holdsSecret: boolean }
  | { readonly ok: false; readonly problems: readonly string[] };

export const secretNames: readonly SecretName[] = ['rootPassword', 'rootPasswordHash'];

/** crypt(5): a mark for the method, a salt, a hash. Nothing of it means anything to a shell within single quotes, or to kickstart. */
const hashForm = /^\$[0-9a-z]{1,8}\$[A-Za-z0-9./=$]{1,200}$/;

/**
 * Every value that goes into a text is of these characters alone. None of them ends a line, a word in quotes or a command, in
 * kickstart, shell, YAML, TOML or XML, so no value can become more than a value.
 */
const plainValue = /^[A-Za-z0-9._:/@+=-]+$/;

/** Puts the values in. Which secret there is comes from `reveal`, and only where the text asks for it. */
export function fillTemplate(text: string, table: ValueTable, reveal: RevealSecret): Filled {
  const reading = parseTemplate(text);
  if (!reading.ok) {
    return { ok: false, problems: [reading.problem] };
  }
  const problems: string[] = [];
  let holdsSecret = false;
  const words = reading.parts.map((part) => {
    if (typeof part === 'string') {
      return part;
    }
    const secret = secretNames.find((name) => part.name === `secret.${name}`);
    holdsSecret ||= secret !== undefined;
    const value = secret === undefined ? lookUp(part, table) : readSecret(secret, reveal);
    if (!value.ok) {
      problems.push(value.problem);
    }
    return value.ok ? value.text : '';
  });
  return problems.length > 0 ? { ok: false, problems: [...new Set(problems)] } : { ok: true, text: words.join(''), holdsSecret };
}

type Value = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

function lookUp({ name, separator }: Placeholder, table: ValueTable): Value {
  const values = table.get(name);
  if (values === undefined || values.length === 0) {
    return { ok: false, problem: values === undefined ? `There is no value called ${name}.` : `No value was given for ${name}.` };
  }
  const strange = values.find((value) => !plainValue.test(value));
  return strange === undefined
    ? { ok: true, text: values.join(separator) }
    : {
        ok: false,
        problem: `The value of ${name} holds characters that are not allowed there: ${JSON.stringify(strange.slice(0, 60))}.`,
      };
}

function readSecret(name: SecretName, reveal: RevealSecret): Value {
  const text = reveal(name);
  const isGood = name === 'rootPasswordHash' ? hashForm.test(text) : /^[ -~]{1,200}$/.test(text);
  return isGood
    ? { ok: true, text }
    : {
        ok: false,
        problem: name === 'rootPasswordHash' ? 'The hash of the root password is none.' : 'The root password cannot be typed.',
      };
}
