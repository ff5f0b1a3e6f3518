import { unreachable } from '../unreachable.ts';
import type { InstallHow } from './install-shapes.ts';

/** A way to install, in words. */
export function describeWay(how: InstallHow): string {
  switch (how.kind) {
    case 'direct-kernel':
      return "The ISO's kernel is started without its menu, with words that name the answers.";
    case 'boot-menu':
      return how.typesAnswers
        ? 'The keys of the entry are pressed when the menu is on the screen, and each question is answered by keys when it is asked.'
        : 'The keys of the entry are pressed when the menu is on the screen.';
    case 'seed-disk':
      return `A second disk with the label ${how.label} holds the answers.`;
    case 'rewritten-iso':
      return 'The ISO is written anew, with the answers or where to fetch them.';
    case 'answer-sheet':
      return 'Every question is answered from the sheet, by hand or typed by Nutshell.';
    default:
      return unreachable(how, 'way to install');
  }
}
