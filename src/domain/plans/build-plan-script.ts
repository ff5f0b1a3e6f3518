import { quoteArgv } from '../shell/quote-argv.ts';
import { buildPlanSteps, toComment } from './build-plan-steps.ts';
import { listHostScripts } from './host-script.ts';
import type { Plan } from './plan.ts';

/** The part of the script that runs the steps; a file of resources/host. */
export const planDriverName = 'run-plan.sh';

/**
 * A plan as one POSIX script that runs by itself, as root, on the host. `hostScripts` holds the text of every script that
 * listHostScripts names, and of planDriverName; a missing one is a RangeError.
 */
export function buildPlanScript(plan: Plan, hostScripts: ReadonlyMap<string, string>): string {
  const names = listHostScripts(plan);
  return [
    '#!/bin/sh',
    toComment(plan.title),
    '#',
    '# Written by Nutshell. Run it as root on the host. It does, step by step, what Nutshell itself would do; if a step fails, the',
    '# finished ones are taken back in reverse order.',
    'umask 077',
    'LC_ALL=C',
    'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin',
    'export LC_ALL PATH',
    '',
    ...(names.length === 0 ? [] : toScriptFolder(names, hostScripts)),
    buildPlanSteps(plan),
    getScript(planDriverName, hostScripts),
  ].join('\n');
}

function toScriptFolder(names: readonly string[], hostScripts: ReadonlyMap<string, string>): readonly string[] {
  return [
    '# --- What the steps use: unpacked into a folder of its own, which goes when this script ends. ---',
    'scripts=$(mktemp -d) || exit 1',
    `trap 'rm -rf "$scripts"' EXIT`,
    "trap 'exit 1' HUP INT TERM",
    ...names.map((name) => toHereDocument(`cat >"$scripts"/${quoteArgv([name])}`, getScript(name, hostScripts))),
    '',
  ];
}

function getScript(name: string, hostScripts: ReadonlyMap<string, string>): string {
  const text = hostScripts.get(name);
  if (text === undefined) {
    throw new RangeError(`The plan uses ${name}, whose text was not given`);
  }
  return text;
}

/** `command` with `text` on its standard input, taken literally. The end mark is one that no line of the text equals. */
export function toHereDocument(command: string, text: string): string {
  const lines = new Set(text.split('\n'));
  let mark = 'END';
  while (lines.has(mark)) {
    mark += '_';
  }
  return `${command} <<'${mark}'\n${text.endsWith('\n') ? text : `${text}\n`}${mark}`;
}
