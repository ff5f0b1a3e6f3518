import type { RecipeSummary } from '#domain/recipes/recipe-library.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { Tone } from '#renderer/ui/state-mark.tsx';

export const mediaWords: Readonly<Record<RecipeSummary['mediaKind'], string>> = {
  installer: 'Installer',
  system: 'Linux, then a script',
};

export const notationWords: Readonly<Record<Recipe['addresses'][number]['notation'], string>> = {
  address: 'one address',
  range: 'one range',
  'range-or-list': 'one range, or single addresses',
  subnet: 'a whole network',
};

export const phaseWords: Readonly<Record<Recipe['questions'][number]['phase'], string>> = {
  installer: 'Installer',
  'first-boot': 'First boot',
  'first-login': 'First login',
};

export function describeOrigin({ origin, hidesBuiltIn }: RecipeSummary): string {
  return origin === 'built-in' ? 'Nutshell' : hidesBuiltIn ? 'You, in place of Nutshell’s' : 'You';
}

export function describeShapes({ shapes }: RecipeSummary): string {
  return shapes.map(({ title }) => title).join(', ');
}

/** Verified by more than half is good; nothing at all is worth a look. */
export function toVerifiedTone({ verifiedCount, statementCount }: RecipeSummary): Tone {
  return verifiedCount * 2 > statementCount ? 'ok' : 'unknown';
}

export function describeVerified({ verifiedCount, statementCount }: RecipeSummary): string {
  return `${verifiedCount.toString()} of ${statementCount.toString()} verified`;
}

export function describePassword(password: Recipe['logins'][number]['password']): string {
  switch (password.kind) {
    case 'fixed':
      return password.value;
    case 'chosen':
      return 'chosen during the install';
    case 'generated':
      return password.where;
    case 'set-at-first-login':
      return 'set at the first login';
  }
}

export function describeAnswer(answer: Recipe['questions'][number]['answer']): string {
  switch (answer.kind) {
    case 'type':
      return answer.text;
    case 'select':
      return `choose ${answer.option}`;
    case 'secret':
      return 'the root password';
    case 'none':
      return '–';
  }
}

export function describeCheck(check: Recipe['health'][number]['check']): string {
  switch (check.kind) {
    case 'tcp':
      return `TCP port ${check.port.toString()}`;
    case 'http':
      return check.url;
    case 'ssh':
      return check.command;
    case 'serial':
      return `serial console: ${check.line}`;
  }
}

export function describeRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'all' : roles.join(', ');
}
