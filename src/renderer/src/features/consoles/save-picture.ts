import { saveFile } from '#renderer/ui/save-file.ts';

/** A picture of the screen, named after the machine and the moment. */
export function savePicture(picture: Blob | null, machine: string): void {
  if (picture !== null) {
    saveFile(`${machine}-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.png`, picture);
  }
}
