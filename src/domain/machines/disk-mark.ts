/**
 * A disk file has a second name, FOLDER/.nutshell/UUID, under which it was made: a hard link, so that it is the same file, whatever
 * becomes of either name. LVM has tags for that; a file that somebody put in its place does not have this second name.
 */
export function getDiskMark(folder: string, uuid: string): string {
  return `${getMarkFolder(folder)}/${uuid}`;
}

export function getMarkFolder(folder: string): string {
  return `${folder === '/' ? '' : folder}/.nutshell`;
}
