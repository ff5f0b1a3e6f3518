import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isHostScript } from '#domain/plans/host-script.ts';
import type { Plan, PlanCommand, PlanStep } from '#domain/plans/plan.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';

/** The commands of a plan as somebody writes them who trusts himself: one after the other, no lock, no check, no journal, no undo. */
export function buildShellScript({ steps }: Plan, choose: (step: PlanStep) => boolean = () => true): string {
  return ['set -e', ...steps.filter(choose).map(toLine), ''].join('\n');
}

function toLine({ action }: PlanStep): string {
  switch (action.kind) {
    case 'run':
      // LVM greets on standard output, which nobody reads here.
      return `${quoteArgv(withScript(action.argv))} >/dev/null`;
    case 'write-file':
      return `printf %s ${quoteArgv([action.content])} >${quoteArgv([action.path])}`;
    case 'guard':
      return ':';
  }
}

/** A script of resources/host is not on the host: its text goes along. */
function withScript([program = ':', ...args]: PlanCommand): PlanCommand {
  return isHostScript(program)
    ? ['sh', '-c', readFileSync(path.resolve('resources/host', program), 'utf8'), program, ...args]
    : [program, ...args];
}
