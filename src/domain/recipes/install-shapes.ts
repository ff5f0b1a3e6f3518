import { list, optional, required, tagged } from '../yaml/collection-shapes.ts';
import { choice, flag, text } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { statement } from './statement.ts';
import { fileName, hostPath, id, isoPath, key, longTemplate, sentence, template } from './words.ts';

/** A piece of a file; `roles` empty: for every role that gets the file. */
const filePart = statement('a part of a file', {
  roles: optional(list(id), []),
  text: required(longTemplate),
});

/** A file that is made for an install and served to the machine that is installed. */
export const generatedFile = statement('a file', {
  name: required(fileName),
  title: required(text()),
  roles: optional(list(id), []),
  parts: required(list(filePart, { min: 1 })),
});

const explanation = optional(sentence, null);
/** Parts of the ISO that the host hands to QEMU. */
const kernel = { kernel: required(isoPath), initrd: required(isoPath) };

/** How an install can go without a hand, the best first. What each needs beside it is said in its fields. */
export const installWay = statement('a way to install', {
  how: required(
    tagged('kind', {
      /** QEMU starts the ISO's kernel with these words after those of the role. Files are fetched by the words that name them. */
      'direct-kernel': { ...kernel, words: required(list(template, { max: 40 })), files: optional(list(fileName), []) },
      /**
       * The entry's keys are pressed when the menu is on the screen. `words` are typed behind those of the entry. `typesAnswers`: the
       * installer asks in text, a line a question, and each is answered by keys when its words stand in the last line of the screen.
       */
      'boot-menu': {
        typesAnswers: optional(flag, false),
        editKeys: optional(list(key), []),
        words: optional(list(template, { max: 40 }), []),
        files: optional(list(fileName), []),
      },
      /** A second disk with this label holds the files. */
      'seed-disk': { label: required(text({ maxLength: 32 })), files: required(list(fileName, { min: 1 })) },
      /** The ISO must be written anew before. */
      'rewritten-iso': { command: required(template), files: optional(list(fileName), []) },
      /** A person types, or has it typed, what the answer sheet says. */
      'answer-sheet': {},
    }),
  ),
  /** Empty: for every role. */
  roles: optional(list(id), []),
  explanation,
});

const answer = tagged('kind', {
  type: { text: required(template) },
  select: { option: required(template) },
  /** Chosen by the person and never shown: rootPassword. */
  secret: { name: required(choice('rootPassword')) },
  none: {},
});

/** One question in the installer's own words; the order of the list is the installer's. */
export const question = statement('a question', {
  phase: optional(choice('installer', 'first-boot', 'first-login'), 'installer'),
  screen: required(text()),
  question: required(text()),
  roles: optional(list(id), []),
  answer: required(answer),
  /** Pressed after the answer. */
  keys: optional(list(key), []),
  isSkippedUnattended: optional(flag, true),
  note: optional(sentence, null),
});

export const sign = tagged('kind', {
  /** A line of the serial console, in which * stands for anything. */
  serial: { line: required(text()) },
  /** Text on the screen. */
  screen: { text: required(text()) },
  /** The machine restarts or ends. */
  restart: {},
});

/** By what is seen that an install has come so far. */
export const milestone = statement('a milestone', {
  stage: required(
    choice(
      'booting',
      'menu',
      'questions',
      'packages',
      'configuration',
      'reboot',
      'first-boot',
      'ready',
      'needs-person',
      'failed',
    ),
  ),
  title: required(text()),
  roles: optional(list(id), []),
  sign: required(sign),
});

export const logFile = statement('a log', { path: required(hostPath), title: required(text()), roles: optional(list(id), []) });

export type GeneratedFile = NonNullable<ValueOf<typeof generatedFile>>;
export type InstallWay = NonNullable<ValueOf<typeof installWay>>;
export type InstallHow = InstallWay['how'];
export type RecipeQuestion = NonNullable<ValueOf<typeof question>>;
export type RecipeAnswer = RecipeQuestion['answer'];
export type Milestone = NonNullable<ValueOf<typeof milestone>>;
export type RecipeLog = NonNullable<ValueOf<typeof logFile>>;
