import type { ImageDescription, IsoDescription } from '../images/image-description.ts';
import { matchesPattern } from './match-pattern.ts';
import type { Recipe } from './recipe.ts';

/** How an ISO fits a recipe. `hints` are what speaks for it, `doubts` what does not, a sentence each. */
export interface MediumFit {
  /** `sure`: label and menu agree. `likely`: more speaks for it than against. `unknown`: nobody can tell. `no`: it is another medium. */
  readonly kind: 'sure' | 'likely' | 'unknown' | 'no';
  readonly hints: readonly string[];
  readonly doubts: readonly string[];
}

/** Does this file install what the recipe says? Only what can be read without mounting it is looked at. */
export function judgeMedium({ media }: Pick<Recipe, 'media'>, image: ImageDescription): MediumFit {
  if (image.content.kind !== 'iso') {
    return { kind: 'no', hints: [], doubts: [image.summary] };
  }
  const { iso } = image.content;
  const findings = [judgeLabel(media.recognise, iso), judgeTitle(media.recognise, iso), judgeEntries(media.recognise, iso)];
  const hints = findings.flatMap((finding) => (finding?.speaksFor === true ? [finding.sentence] : []));
  const doubts = [
    ...findings.flatMap((finding) => (finding?.speaksFor === false ? [finding.sentence] : [])),
    ...(iso.isBootable ? [] : ['The ISO says that it cannot be booted.']),
    ...image.problems,
  ];
  const against = findings.filter((finding) => finding?.speaksFor === false).length;
  return { kind: weigh(hints.length, against), hints, doubts };
}

function weigh(forIt: number, against: number): MediumFit['kind'] {
  if (forIt === 0) {
    return against === 0 ? 'unknown' : 'no';
  }
  if (against === 0) {
    return forIt > 1 ? 'sure' : 'likely';
  }
  return forIt > against ? 'likely' : 'unknown';
}

interface Finding {
  readonly speaksFor: boolean;
  readonly sentence: string;
}

type Recognition = Recipe['media']['recognise'];

function judgeLabel({ volumeLabels }: Recognition, { volume }: IsoDescription): Finding | null {
  if (volumeLabels.length === 0) {
    return null;
  }
  return volumeLabels.some((label) => matchesPattern(volume, label))
    ? { speaksFor: true, sentence: `Its label is ${quote(volume)}.` }
    : { speaksFor: false, sentence: `Its label is ${quote(volume)}, and not ${volumeLabels.map(quote).join(' or ')}.` };
}

function judgeTitle({ menuTitles }: Recognition, { menus }: IsoDescription): Finding | null {
  const titles = menus.flatMap(({ title }) => (title === null ? [] : [title]));
  if (menuTitles.length === 0 || titles.length === 0) {
    return null;
  }
  const found = titles.find((title) => menuTitles.some((wanted) => matchesPattern(title, wanted)));
  return found === undefined
    ? {
        speaksFor: false,
        sentence: `Its boot menu is called ${titles.map(quote).join(', ')}, and not ${menuTitles.map(quote).join(' or ')}.`,
      }
    : { speaksFor: true, sentence: `Its boot menu is called ${quote(found)}.` };
}

function judgeEntries({ menuEntries }: Recognition, { menus }: IsoDescription): Finding | null {
  if (menuEntries.length === 0) {
    return null;
  }
  const ids = menus.flatMap(({ entries }) => entries.map(({ id }) => id));
  const missing = menuEntries.filter((id) => !ids.includes(id));
  return missing.length === 0
    ? { speaksFor: true, sentence: `Its boot menu has the entries ${menuEntries.join(', ')}.` }
    : { speaksFor: false, sentence: `Its boot menu has no entry ${missing.join(', ')}.` };
}

function quote(text: string): string {
  return text === '' ? 'empty' : `“${text}”`;
}
