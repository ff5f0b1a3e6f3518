import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { listImages } from './list-images.ts';

export function addImageCommands(program: Command, bind: Binder): void {
  const images = program.command('images').description('Look for installer ISOs on a host');
  images
    .command('list')
    .description('List a folder of the host: folders and ISOs')
    .argument('[host]', 'its name, id or address; may be left out where there is only one')
    .option('--path <folder>', 'The folder; without it, where ISOs usually are')
    .action(bind(listImages))
    .addHelpText('after', '\nExamples:\n  nutshell images list lab\n  nutshell images list lab --path /srv/iso --json');
}
