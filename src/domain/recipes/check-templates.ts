import { suggestionFor } from '../suggest-name.ts';
import { buildValueTable } from './build-value-table.ts';
import { secretNames } from './fill-template.ts';
import { defaultLocale, type InstallValues } from './install-values.ts';
import type { Recipe } from './recipe.ts';
import type { RecipeFault } from './recipe-fault.ts';
import { listPlaceholders, parseTemplate } from './template.ts';

/** Every {{name}} of every text must be one that there is. */
export function checkTemplates(recipe: Recipe): readonly RecipeFault[] {
  const known = listValueNames(recipe);
  return listTemplates(recipe).flatMap(([field, text]) => checkTemplate(field, text, known));
}

/** The names that texts of this recipe can use. */
export function listValueNames(recipe: Recipe): readonly string[] {
  const [role] = recipe.roles;
  const table = role === undefined ? [] : buildValueTable(recipe, role, noValues).keys();
  return [...table, ...secretNames.map((name) => `secret.${name}`)];
}

const noValues: InstallValues = {
  cloudName: '',
  machine: { name: '', ip: '', prefixLength: 24, gateway: '', nameservers: [] },
  ranges: {},
  settings: {},
  peers: {},
  locale: defaultLocale,
  filesUrl: null,
};

function checkTemplate(field: string, text: string, known: readonly string[]): readonly RecipeFault[] {
  const reading = parseTemplate(text);
  if (!reading.ok) {
    return [{ field, message: reading.problem }];
  }
  const names = listPlaceholders(text);
  const isFile = field.startsWith('files[');
  if (!isFile && names.some((name) => name.startsWith('secret.'))) {
    const message = 'A secret may stand in files alone: everything else is shown, logged, or seen by every program of a machine.';
    return [{ field, message }];
  }
  if (names.includes('secret.rootPassword')) {
    return [{ field, message: 'A file holds the hash of the root password, secret.rootPasswordHash, and never the password.' }];
  }
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      field,
      message: `There is no value {{${name}}}${findLine(text, name)}. ${suggestionFor(name, known, 'values')}`,
    }));
}

/** In a text of several lines the field's place in the file is that of its first one. */
function findLine(text: string, name: string): string {
  const line = text.split('\n').findIndex((content) => content.includes(name));
  return text.includes('\n') && line >= 0 ? ` (line ${line + 1} of this text)` : '';
}

function listTemplates(recipe: Recipe): readonly (readonly [string, string])[] {
  const { roles, files, install, questions, finish, services, api, credentials, health } = recipe;
  return [
    ...roles.flatMap(({ kernelWords }, at) =>
      kernelWords.map((word, index) => [`roles[${at}].kernelWords[${index}]`, word] as const),
    ),
    ...files.flatMap(({ parts }, at) => parts.map(({ text }, index) => [`files[${at}].parts[${index}].text`, text] as const)),
    ...install.flatMap(({ how }, at) => [
      ...('words' in how ? how.words : []).map((word, index) => [`install[${at}].how.words[${index}]`, word] as const),
      ...(how.kind === 'rewritten-iso' ? [[`install[${at}].how.command`, how.command] as const] : []),
    ]),
    ...questions.flatMap(({ answer }, at) => {
      const text = answer.kind === 'type' ? answer.text : answer.kind === 'select' ? answer.option : null;
      return text === null ? [] : [[`questions[${at}].answer`, text] as const];
    }),
    ...finish.map(({ command }, at) => [`finish[${at}].command`, command] as const),
    ...services.flatMap(({ url }, at) => (url === null ? [] : [[`services[${at}].url`, url] as const])),
    ...(api === null ? [] : [['api.url', api.url] as const]),
    ...credentials.flatMap(({ command }, at) => (command === null ? [] : [[`credentials[${at}].command`, command] as const])),
    ...health.flatMap(({ check }, at) => {
      const text = check.kind === 'http' ? check.url : check.kind === 'ssh' ? check.command : null;
      return text === null ? [] : [[`health[${at}].check`, text] as const];
    }),
  ];
}
