import path from 'node:path';

/**
 * Where Wireshark is after its own installers: Program Files on Windows, Applications on macOS, and elsewhere the folders of PATH, those
 * that a desktop's PATH may lack, and snap's. Of Windows also PATH: chocolatey and scoop put it there.
 */
export function listWiresharkPlaces(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const words = platform === 'win32' ? path.win32 : path.posix;
  const inFolders = (folders: readonly (string | undefined)[], ...names: readonly string[]): readonly string[] =>
    folders.flatMap((folder) => (folder === undefined || folder === '' ? [] : [words.join(folder, ...names)]));
  const searched = (environment['PATH'] ?? environment['Path'] ?? '').split(words.delimiter);
  const places = {
    win32: () => [
      ...inFolders(searched, 'Wireshark.exe'),
      ...inFolders(
        ['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'].map((name) => environment[name]),
        'Wireshark',
        'Wireshark.exe',
      ),
    ],
    darwin: () => [
      ...inFolders(
        ['/Applications', words.join(environment['HOME'] ?? '/', 'Applications')],
        'Wireshark.app/Contents/MacOS/Wireshark',
      ),
      ...inFolders([...searched, '/opt/homebrew/bin', '/usr/local/bin'], 'wireshark'),
    ],
    other: () => inFolders([...searched, '/usr/bin', '/usr/local/bin', '/snap/bin'], 'wireshark'),
  };
  return [...new Set(places[platform === 'win32' || platform === 'darwin' ? platform : 'other']())];
}
