// Writes out/THIRD-PARTY.txt: every package that the bundles may contain, with its licence in full.
//   node scripts/third-party.mjs          (electron-builder runs it before it packs)
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const rootDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const packagesDirectory = join(rootDirectory, 'node_modules');
const outputFile = join(rootDirectory, 'out', 'THIRD-PARTY.txt');

// Licences that allow what is done here: bundling, unchanged, with the notice kept. Another one needs a decision, not a line here.
const acceptedLicences = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'CC0-1.0',
];

const introduction = `Nutshell contains the packages below, each under its own licence. Electron and Chromium bring their own
notices: LICENSE.electron.txt and LICENSES.chromium.html beside the application.

Packages under the Mozilla Public License 2.0 are contained unchanged. Their source is available at the address given with them
and as the npm package of that name and version.
`;

/** electron-builder's hook. */
export function beforePack() {
  mkdirSync(dirname(outputFile), { recursive: true });
  writeFileSync(outputFile, buildNotice(listPackages()));
}

/** All packages reached from package.json's dependencies. Optional ones are left out of the bundles, as they are here. */
export function listPackages() {
  const found = new Map();
  const visit = (name, from) => {
    const directory = findPackage(name, from);
    if (found.has(directory)) {
      return;
    }
    const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    found.set(directory, { directory, manifest });
    const optional = Object.keys(manifest.optionalDependencies ?? {});
    for (const next of Object.keys(manifest.dependencies ?? {}).filter((dependency) => !optional.includes(dependency))) {
      visit(next, directory);
    }
  };
  const { dependencies } = JSON.parse(readFileSync(join(rootDirectory, 'package.json'), 'utf8'));
  Object.keys(dependencies).forEach((name) => visit(name, rootDirectory));
  return [...found.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

function findPackage(name, from) {
  for (let directory = from; directory.startsWith(rootDirectory); directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) {
      return candidate;
    }
  }
  throw new Error(`The package ${name} is not installed in ${packagesDirectory}. Run npm ci, then pack again.`);
}

function buildNotice(packages) {
  const sections = packages.map(({ directory, manifest }) => {
    const { name, version } = manifest;
    const license = licenceOf(manifest);
    if (!isAccepted(license)) {
      throw new Error(
        `${name} ${version} is under ${license}, which nobody has looked at yet. Decide, then add it in scripts/third-party.mjs.`,
      );
    }
    return [`${name} ${version}`, `Licence: ${license}`, `Source: ${sourceOf(manifest)}`, '', ...readNotices(directory)].join(
      '\n',
    );
  });
  return [introduction, ...sections].join(`\n${'-'.repeat(100)}\n\n`);
}

/** Old packages have a list. */
function licenceOf({ license, licenses }) {
  return license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'no licence that it names';
}

/** Of a choice, "(MIT OR CC0-1.0)", one must be accepted. */
function isAccepted(licence) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => acceptedLicences.includes(choice));
}

function sourceOf({ name, repository, homepage }) {
  const address = typeof repository === 'string' ? repository : repository?.url;
  return (address ?? homepage ?? `https://www.npmjs.com/package/${name}`).replace(/^git\+/, '').replace(/\.git$/, '');
}

function readNotices(directory) {
  // Deep: noVNC keeps the text of its licence in docs/ and the licence of what it contains in vendor/.
  return readdirSync(directory, { recursive: true })
    .filter(
      (file) => /(^|[\\/])(licen[cs]e|copying|notice|authors)[^\\/]*$/i.test(file) && !/(^|[\\/])node_modules[\\/]/.test(file),
    )
    .filter((file) => statSync(join(directory, file)).isFile() && !/\.[cm]?[jt]s$/.test(file))
    .sort()
    .map((file) => readFileSync(join(directory, file), 'utf8').trim());
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  beforePack();
  process.stdout.write(`${outputFile}\n`);
}
