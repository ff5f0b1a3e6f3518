import type { Command } from 'commander';
import type { Binder } from '../invocation.ts';
import { addReviewOptions, hostOrOnlyWords, hostWords } from '../usual-options.ts';
import { changeFolders } from './change-folders.ts';
import { deleteImage } from './delete-image.ts';
import { fetchImage } from './fetch-image.ts';
import { listImages } from './list-images.ts';
import { showImage } from './show-image.ts';
import { uploadImage } from './upload-image.ts';

export function addImageCommands(program: Command, bind: Binder): void {
  const images = program.command('images').description('Installer ISOs on a host: list, fetch, upload, show, delete');
  addReadingCommands(images, bind);
  addBringingCommands(images, bind);
  addReviewOptions(
    images
      .command('delete')
      .description('Delete an ISO, or what has arrived of one (NAME.part); refused while a machine uses it')
      .argument('<host>', hostWords)
      .argument('<path>', 'the file on the host')
      .option('--yes <name>', 'The name of the file, typed, instead of being asked for it'),
  )
    .action(bind(deleteImage))
    .addHelpText('after', deleteHelp);
}

function addReadingCommands(images: Command, bind: Binder): void {
  images
    .command('list')
    .description('List every ISO in the library of a host, and what is still on its way')
    .argument('[host]', hostOrOnlyWords)
    .option('--path <folder>', 'List this one folder of the host instead: its folders and ISOs')
    .action(bind(listImages))
    .addHelpText('after', listHelp);
  images
    .command('show')
    .description('Say what an ISO is: its label, how it boots, its boot menu')
    .argument('<host>', hostWords)
    .argument('<path>', 'the file on the host')
    .action(bind(showImage))
    .addHelpText('after', showHelp);
  images
    .command('folders')
    .description('List the folders of the library; add one, or forget one that was added')
    .argument('[host]', hostOrOnlyWords)
    .option('--add <folder>', 'Look into this folder as well, on this host, from now on')
    .option('--remove <folder>', 'Look no longer into this folder; nothing in it changes')
    .action(bind(changeFolders))
    .addHelpText('after', foldersHelp);
}

function addBringingCommands(images: Command, bind: Binder): void {
  addReviewOptions(
    images
      .command('fetch')
      .description('Have the host fetch an ISO by its address; it goes on without this command')
      .argument('<host>', hostWords)
      .argument('<url>', 'an http or https address')
      .option('--checksum <sum>', 'What it must be: a SHA-256, SHA-512 or MD5 sum, or the address of a SHA256SUMS file')
      .option('--folder <folder>', 'Where to; without it, the first folder of the library')
      .option('--name <name>', 'What to call it; without it, as the address ends'),
  )
    .action(bind(fetchImage))
    .addHelpText('after', fetchHelp);
  images
    .command('upload')
    .description('Upload an ISO from this laptop; broken off, it goes on where it ended')
    .argument('<host>', hostWords)
    .argument('<file>', 'the file on this laptop')
    .option('--folder <folder>', 'Where to; without it, the first folder of the library')
    .option('--name <name>', 'What to call it; without it, as it is called here')
    .option('--restart', 'Begin anew, even if a part of it is on the host already')
    .option('--dry-run', 'Say what would be uploaded and where to, and change nothing')
    .action(bind(uploadImage))
    .addHelpText('after', uploadHelp);
}

const listHelp = `
STATE says who uses an ISO, why it cannot be used, or how much of it has arrived.

Examples:
  nutshell images list lab
  nutshell images list lab --path /srv/iso --json`;

const showHelp = `
Nothing is mounted: two or three short reads. HOT KEY is the one to press in the boot menu; WORDS go to the kernel.

Examples:
  nutshell images show lab /srv/iso/faststart.iso
  nutshell images show lab /srv/iso/faststart.iso --json | jq '.image.content.iso.menus[0].entries[].title'`;

const foldersHelp = `
Added folders are remembered on this laptop, for each host.

Examples:
  nutshell images folders lab
  nutshell images folders lab --add /data/iso`;

const fetchHelp = `
The host needs curl, wget or python3. What has arrived stays when it fails or is cancelled; the same command goes on there.
Ctrl-C stops listening, not the fetching. The address is seen in the journal: one with a password in it is refused.

Examples:
  nutshell images fetch lab https://example.org/faststart.iso --checksum https://example.org/SHA256SUMS
  nutshell images fetch lab http://mirror.example.org/old.iso --checksum 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  nutshell images fetch lab https://example.org/faststart.iso --dry-run`;

const uploadHelp = `
The host adds up what arrived, and only a whole file gets its name. Ctrl-C breaks it off; the same command goes on there.

Examples:
  nutshell images upload lab ~/Downloads/faststart.iso
  nutshell images upload lab faststart.iso --folder /srv/iso --name faststart-3.4.iso`;

const deleteHelp = `
Examples:
  nutshell images delete lab /srv/iso/old.iso
  nutshell images delete lab /srv/iso/old.iso --yes old.iso
  nutshell images delete lab /srv/iso/broken.iso.part --dry-run`;
