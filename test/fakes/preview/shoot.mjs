// Pictures of every screen over the fake back end, and axe over each: node test/fakes/preview/shoot.mjs OUT [SCREEN …]
// Needs the preview server (see vite.config.mjs) and a Chromium, whose path CHROMIUM may name.
import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [outDirectory = 'out/preview-pictures', ...only] = process.argv.slice(2);
const address = process.env.PREVIEW ?? 'http://127.0.0.1:5199';
const themes = (process.env.THEMES ?? 'light,dark').split(',');
const sizes = (process.env.SIZES ?? '1280x800').split(',').map((size) => size.split('x').map(Number));

const host = '#/hosts/kvm1';
const ciab = `${host}/machines/ciab`;
const click = (role, name) => async (page) => page.getByRole(role, { name, exact: true }).first().click();
const steps =
  (...all) =>
  async (page) => {
    for (const step of all) await step(page);
  };
const wait = (ms) => (page) => page.waitForTimeout(ms);
const fill = (label, value) => (page) => page.getByLabel(label, { exact: true }).fill(value);
// The label of a field whose word is explained on hover holds the explanation too.
const fillStart = (label, value) => (page) => page.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
const addHost = steps(fill('Address', 'kvm1.example.org'), click('button', 'Add host and connect'));
const toStep = (name) =>
  steps(
    wait(900),
    (page) =>
      page
        .getByRole('button', { name: new RegExp(name) })
        .first()
        .click(),
    wait(500),
  );
const fillFirst = (label, value) => (page) =>
  page
    .getByRole('textbox', { name: new RegExp(label) })
    .first()
    .fill(value);
// The cloud wizard with the recipe chosen, in the shape of several machines.
const chooseRecipe = steps(
  wait(1_500),
  (page) => page.getByRole('radio', { name: /^Practice cloud A small/ }).click(),
  wait(1_500),
);
const toCloudStep = (name) => steps(chooseRecipe, toStep(`^(Open|Done|Needs attention|\\d)?\\s*${name}`));
const chooseNodes = steps(
  toCloudStep('Name and shape'),
  (page) => page.getByRole('radio', { name: /^Frontend/ }).click(),
  (page) => page.getByLabel(/^How many/).fill('2'),
  wait(1_500),
);
const toCloudReview = steps(chooseNodes, toStep('Review'), wait(1_800));
// A cloud that is there, with more RAM for its frontend and one node controller fewer.
const changeNodes = steps(
  wait(1_500),
  click('button', 'Change …'),
  wait(1_200),
  fillFirst('^Memory of blue-frontend', '768'),
  toStep('Name and shape'),
  (page) => page.getByLabel(/^How many/).fill('1'),
  toStep('Review'),
  wait(1_800),
);
const removeNode = steps(
  changeNodes,
  (page) => page.getByRole('switch', { name: /^Remove blue/ }).click({ force: true }),
  wait(1_200),
);
const brokenCloudFile =
  'cloud: 1\nname: Blue\nrecipe: practice-cloud\nmachines:\n  - role: nc\n    memory: 512\n  - role: frontend\n    address: 10.101.7.300\n';
const dropCloudFile = (text) => (page) =>
  page.locator('input[type=file]').setInputFiles({ name: 'blue.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
const chooseIso = steps(toStep('Installer ISO'), (page) => page.getByText('silvereye-nightly').first().click());

const fetchCredentials = steps(wait(1_500), click('button', 'Fetch credentials'), wait(400));
const keepCredentials = steps(
  fetchCredentials,
  (page) =>
    page
      .getByLabel(/^Password of/)
      .first()
      .fill('made up'),
  click('button', 'Log in'),
  wait(600),
);

const lookInside = steps(
  click('button', 'Log in to look inside'),
  (page) =>
    page
      .getByLabel(/^Password of/)
      .first()
      .fill('made up'),
  click('button', 'Log in'),
);

const screens = {
  welcome: ['first-run', '#/welcome'],
  unsupported: ['unsupported', '#/welcome'],
  practice: ['first-run', '#/practice'],
  'practice-running': ['first-run', '#/welcome', click('button', 'Boot a practice host')],
  'add-host': ['first-run', '#/hosts/add'],
  'add-host-errors': ['first-run', '#/hosts/add', click('button', 'Add host and connect')],
  'new-key': ['new-key', '#/hosts/add', addHost],
  passphrase: ['new-key', '#/hosts/add', steps(addHost, click('button', 'Trust this key and connect'))],
  'changed-key': ['changed-key', '#/hosts/add', addHost],
  unreachable: ['unreachable', '#/hosts/add', addHost],
  'host-overview': ['healthy', `${host}/overview`],
  'host-unprepared': ['unprepared', `${host}/overview`],
  'host-line-open': [
    'unprepared',
    `${host}/overview`,
    (page) => page.getByRole('list', { name: 'Readiness' }).getByRole('button').first().click(),
  ],
  'host-reconnecting': ['reconnecting', `${host}/overview`],
  'host-lost': ['lost', `${host}/overview`],
  'host-read-failed': ['read-failed', `${host}/overview`],
  'host-edit': ['healthy', `${host}/edit`],
  machines: ['healthy', `${host}/machines`],
  'machines-empty': ['unprepared', `${host}/machines`],
  images: ['healthy', `${host}/images`],
  'images-empty': ['unprepared', `${host}/images`],
  'image-details': ['healthy', `${host}/images`, steps(wait(500), (page) => page.getByText('silvereye-nightly').first().click())],
  'image-no-iso': ['healthy', `${host}/images`, steps(wait(500), (page) => page.getByText('old-download.iso').first().click())],
  'images-fetch': [
    'healthy',
    `${host}/images`,
    steps(wait(500), click('button', 'Fetch ISO'), fill('Address', 'http://mirror.example.org/pub/isos/faststart.iso')),
  ],
  'images-fetch-refused': [
    'healthy',
    `${host}/images`,
    steps(wait(500), click('button', 'Fetch ISO'), fill('Address', 'https://ada:secret@mirror.example.org/x')),
  ],
  'images-fetching': [
    'quiet-library',
    `${host}/images`,
    steps(
      wait(500),
      click('button', 'Fetch ISO'),
      fill('Address', 'https://mirror.example.org/pub/isos/faststart.iso'),
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Fetch ISO' }).click(),
      wait(3_000),
    ),
  ],
  'images-uploading': [
    'healthy',
    `${host}/images`,
    steps(
      wait(500),
      (page) =>
        page
          .locator('input[type=file]')
          .setInputFiles({ name: 'mine.iso', mimeType: 'application/octet-stream', buffer: Buffer.alloc(9_000_000) }),
      wait(2_500),
    ),
  ],
  'images-folders': ['healthy', `${host}/images`, steps(wait(500), click('button', 'Folders'))],
  'image-delete': [
    'healthy',
    `${host}/images`,
    steps(
      wait(500),
      (page) => page.getByText('practice-installer.iso').first().click(),
      wait(400),
      (page) => page.getByRole('button', { name: 'Delete', exact: true }).last().click(),
    ),
  ],
  'image-delete-refused': [
    'healthy',
    `${host}/images`,
    steps(
      wait(500),
      (page) => page.getByText('silvereye-nightly').first().click(),
      wait(400),
      (page) => page.getByRole('button', { name: 'Delete', exact: true }).last().click(),
    ),
  ],
  recipes: ['healthy', '#/recipes', wait(600)],
  'recipe-overview': ['healthy', '#/recipes/eucalyptus-faststart-3/overview', wait(600)],
  'recipe-install': ['healthy', '#/recipes/eucalyptus-faststart-3/install', wait(600)],
  'recipe-file-open': [
    'healthy',
    '#/recipes/eucalyptus-faststart-3/install',
    steps(wait(600), (page) => page.getByRole('button', { name: /^eucalyptus.conf/ }).click(), wait(300)),
  ],
  'recipe-answers': ['healthy', '#/recipes/eucalyptus-faststart-3/answers', wait(600)],
  'recipe-use': ['healthy', '#/recipes/eucalyptus-faststart-3/use', wait(600)],
  'recipe-file': ['healthy', '#/recipes/lab-practice/file', wait(600)],
  'recipe-missing': ['healthy', '#/recipes/devstak/overview', wait(600)],
  'recipe-add-broken': [
    'healthy',
    '#/recipes',
    steps(
      wait(600),
      (page) =>
        page.locator('input[type=file]').setInputFiles({
          name: 'mine.yaml',
          mimeType: 'text/yaml',
          buffer: Buffer.from('recipe: 1\nid: mine\ntitel: Mine\nroles: [x\n'),
        }),
      wait(500),
    ),
  ],
  operations: ['healthy', `${host}/activity`],
  'host-interrupted': ['interrupted', `${host}/overview`],
  'operations-interrupted': ['interrupted', `${host}/activity`],
  'operation-interrupted': ['interrupted', `${host}/operations/op-cut`],
  'operation-resume': ['interrupted', `${host}/operations/op-cut/resume`],
  'operation-undo': [
    'interrupted',
    `${host}/operations/op-cut/undo`,
    (page) =>
      page
        .getByRole('list', { name: /taken back/ })
        .getByRole('button')
        .first()
        .click(),
  ],
  'operation-resumed': [
    'interrupted',
    `${host}/operations/op-cut/resume`,
    steps(click('button', 'Resume: Launch nc2'), wait(2_000)),
  ],
  'operation-progress': ['fetching', `${host}/operations/op-fetch`],
  commands: [
    'healthy',
    `${host}/activity`,
    steps(
      (page) => page.getByText('Remote commands').click(),
      (page) => page.getByText('Browse folders').click(),
    ),
  ],
  'machine-overview': ['healthy', `${ciab}/overview`],
  'machine-foreign': ['healthy', `${host}/machines/qemu-9120/overview`],
  'machine-menu': ['healthy', `${ciab}/overview`, click('button', 'More about ciab')],
  'machine-power-off': [
    'healthy',
    `${ciab}/overview`,
    steps(click('button', 'More about ciab'), wait(300), click('menuitem', 'Power off …')),
  ],
  'machine-stopping': ['launching', `${ciab}/overview`, steps(click('button', 'Shut down'), wait(1_000))],
  'machine-late': ['late-shutdown', `${ciab}/overview`, steps(click('button', 'Shut down'), wait(1_500))],
  'machine-paused': ['troubles', `${ciab}/overview`],
  'machine-died': ['troubles', `${host}/machines/nc2/overview`],
  'machine-restarted': ['troubles', `${host}/machines/nc1/overview`],
  'machines-troubles': ['troubles', `${host}/machines`],
  'machine-edit': ['healthy', `${ciab}/edit`],
  'machine-edit-review': ['healthy', `${ciab}/edit`, steps(fill('Memory', '8192'), click('button', 'Review changes'), wait(400))],
  'machine-adopt': ['healthy', `${host}/machines/qemu-9120/adopt`],
  path: ['healthy', `${ciab}/path`, steps(wait(600), (page) => page.getByRole('button', { name: /^tap0/ }).click())],
  'path-table': ['healthy', `${ciab}/path`, steps(wait(600), (page) => page.getByText('Table').click())],
  'path-trace': [
    'healthy',
    `${ciab}/path`,
    steps(wait(600), (page) => page.getByText('Trace', { exact: true }).click(), click('button', 'Send probes'), wait(900)),
  ],
  'path-capture': [
    'healthy',
    `${ciab}/path`,
    steps(wait(600), (page) => page.getByText('Capture', { exact: true }).click(), click('button', 'Start capture'), wait(900)),
  ],
  'path-trace-devices': [
    'healthy',
    `${ciab}/path`,
    steps(
      wait(600),
      (page) => page.getByText('Trace', { exact: true }).click(),
      click('button', 'Send probes'),
      wait(900),
      (page) => page.getByText('Devices', { exact: true }).click(),
    ),
  ],
  'path-capture-packet': [
    'healthy',
    `${ciab}/path`,
    steps(
      wait(600),
      (page) => page.getByText('Capture', { exact: true }).click(),
      click('button', 'Start capture'),
      wait(900),
      (page) => page.getByRole('option').first().click(),
      wait(200),
    ),
  ],
  'path-instances': ['installed-cloud', `${ciab}/path`, wait(1_500)],
  'path-look-inside': ['installed-cloud', `${ciab}/path`, steps(wait(900), click('button', 'Log in to look inside'), wait(500))],
  'path-inside': ['installed-cloud', `${ciab}/path`, steps(wait(900), lookInside, wait(4_000))],
  'path-broken': ['broken-path', `${ciab}/path`],
  'path-fix': [
    'broken-path',
    `${ciab}/path`,
    steps(
      wait(600),
      (page) => page.getByRole('list', { name: 'What was found on the path' }).getByRole('button').first().click(),
      (page) => page.getByRole('button', { name: 'Mend it on the host …' }).first().click(),
      wait(600),
    ),
  ],
  'path-cause': [
    'broken-path',
    `${ciab}/path`,
    steps(wait(900), (page) =>
      page
        .getByRole('button', { name: /Blocks/ })
        .first()
        .click(),
    ),
  ],
  'network-nested': ['installed-cloud', `${host}/network`, wait(1_500)],
  network: ['healthy', `${host}/network`, wait(1_500)],
  'network-large': ['large-host', `${host}/network`, wait(1_500)],
  'network-unfolded': ['large-host', `${host}/network`, steps(wait(900), click('button', 'Unfold all'), wait(1_500))],
  'network-table': ['healthy', `${host}/network`, steps(wait(900), (page) => page.getByText('Table').click())],
  console: ['healthy', `${ciab}/console`, wait(2_000)],
  'console-typing': ['healthy', `${ciab}/console`, steps(wait(1_500), click('button', 'Type it: Netmask'), wait(500))],
  'console-without-answers': ['healthy', `${ciab}/console`, steps(wait(1_500), click('button', 'Hide answers'))],
  'console-stopped': ['healthy', `${host}/machines/nc1/console`],
  addresses: ['healthy', `${ciab}/addresses`],
  'launch-role': ['healthy', `${host}/launch`],
  'launch-iso': ['healthy', `${host}/launch`, toStep('Installer ISO')],
  'launch-size': ['healthy', `${host}/launch`, toStep('Size')],
  'launch-disk-folder': [
    'healthy',
    `${host}/launch`,
    steps(
      toStep('Size'),
      (page) => page.getByText('Another folder').click(),
      fill('Folder on the host', '/srv/disks'),
      wait(700),
      (page) => page.getByText('Format of the file').scrollIntoViewIfNeeded(),
    ),
  ],
  'launch-disk-unprepared': ['unprepared', `${host}/launch`, toStep('Size')],
  'launch-no-bridge': ['unprepared', `${host}/launch`, toStep('Network')],
  'launch-network': ['healthy', `${host}/launch`, toStep('Network')],
  'launch-addresses': ['healthy', `${host}/launch`, toStep('Addresses')],
  'launch-review': [
    'healthy',
    `${host}/launch`,
    steps(chooseIso, toStep('Review'), (page) => page.getByRole('button', { name: /^Start/ }).click()),
  ],
  'launch-refused': ['unprepared', `${host}/launch`, toStep('Review')],
  'launch-running': [
    'launching',
    `${host}/launch`,
    steps(chooseIso, toStep('Review'), wait(600), click('button', 'Launch machine'), wait(3_500)),
  ],
  'launch-failed': [
    'failing-launch',
    `${host}/launch`,
    steps(chooseIso, toStep('Review'), wait(600), click('button', 'Launch machine'), wait(1_500)),
  ],
  access: ['installed-cloud', `${host}/clouds/blue`, wait(2_500)],
  'access-tunnel': [
    'installed-cloud',
    `${host}/clouds/blue`,
    steps(
      wait(2_500),
      click('button', 'Open a tunnel to SSH'),
      (page) =>
        page
          .getByRole('button', { name: /User console/ })
          .first()
          .click(),
      wait(1_500),
    ),
  ],
  'access-proxy': ['installed-cloud', `${host}/clouds/blue`, steps(wait(2_500), click('button', 'Start a proxy'), wait(600))],
  credentials: ['installed-cloud', `${host}/clouds/blue`, wait(2_000)],
  'credentials-asked': ['installed-cloud', `${host}/clouds/blue`, fetchCredentials],
  'credentials-kept': ['installed-cloud', `${host}/clouds/blue`, keepCredentials],
  'aws-setup': [
    'installed-cloud',
    `${host}/clouds/blue`,
    steps(
      keepCredentials,
      click('button', 'Set up aws-cli'),
      click('button', 'Look at what would be written'),
      click('button', 'Write files'),
      wait(400),
    ),
  ],
  'cloud-recipe': ['healthy', `${host}/new-cloud`, wait(2_000)],
  'cloud-file-broken': ['healthy', `${host}/new-cloud`, steps(wait(1_500), dropCloudFile(brokenCloudFile), wait(500))],
  'cloud-shape': ['healthy', `${host}/new-cloud`, chooseNodes],
  'cloud-iso': ['healthy', `${host}/new-cloud`, steps(toCloudStep('Installer ISO'), wait(800))],
  'cloud-iso-doubt': [
    'healthy',
    `${host}/new-cloud`,
    steps(toCloudStep('Installer ISO'), wait(800), (page) => page.getByText('debian-12').first().click(), wait(1_200)),
  ],
  'cloud-sizes': ['healthy', `${host}/new-cloud`, steps(chooseNodes, toStep('Sizes'))],
  'cloud-sizes-typed': [
    'healthy',
    `${host}/new-cloud`,
    steps(chooseNodes, toStep('Sizes'), fillFirst('^Memory of', '400'), fillFirst('^Name of', 'Strange Name'), wait(1_200)),
  ],
  'cloud-addresses': ['healthy', `${host}/new-cloud`, steps(chooseNodes, toStep('Addresses'), wait(1_200))],
  'cloud-addresses-refused': [
    'healthy',
    `${host}/new-cloud`,
    steps(chooseNodes, toStep('Addresses'), wait(900), fillStart('Public addresses', '10.101.7.120-10.101.7.140'), wait(1_500)),
  ],
  'cloud-addresses-empty': ['first-addresses', `${host}/new-cloud`, steps(toCloudStep('Addresses'), wait(1_200))],
  'cloud-review': ['healthy', `${host}/new-cloud`, toCloudReview],
  'cloud-review-password': [
    'healthy',
    `${host}/new-cloud`,
    steps(toCloudReview, click('button', 'Make one'), click('button', 'Ask who answers'), wait(1_500)),
  ],
  'cloud-review-refused': [
    'healthy',
    `${host}/new-cloud`,
    steps(
      ...[chooseNodes, toStep('Addresses'), wait(900), fillStart('Public addresses', '10.101.7.120-10.101.7.140'), wait(1_500)],
      ...[toStep('Review'), wait(1_500)],
    ),
  ],
  'cloud-running': [
    'launching',
    `${host}/new-cloud`,
    steps(
      ...[
        toCloudStep('Review'),
        wait(1_500),
        (page) => page.getByLabel('Password of root', { exact: true }).fill('correct-horse'),
      ],
      ...[(page) => page.getByRole('button', { name: /^Bring/ }).click(), wait(3_000)],
    ),
  ],
  'cloud-nodes': ['cloud-of-nodes', `${host}/clouds/blue`, wait(2_000)],
  'cloud-change': ['cloud-of-nodes', `${host}/clouds/blue`, changeNodes],
  'cloud-change-removal': ['cloud-of-nodes', `${host}/clouds/blue`, removeNode],
  notifications: ['healthy', `${host}/overview`, steps(click('button', 'Notifications'), wait(400))],
  'ec2-instances': ['healthy', `${host}/clouds/blue/ec2`, wait(500)],
  'ec2-console': ['healthy', `${host}/clouds/blue/ec2`, steps(wait(500), click('button', 'Console'), wait(500))],
  'ec2-run': ['healthy', `${host}/clouds/blue/ec2`, steps(wait(500), click('button', 'Run an instance …'), wait(500))],
  'ec2-keys': ['healthy', `${host}/clouds/blue/ec2`, steps(click('tab', 'Key pairs'), wait(500))],
  'ec2-volumes': ['healthy', `${host}/clouds/blue/ec2`, steps(click('tab', 'Volumes'), wait(500))],
  'ec2-volume-new': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(click('tab', 'Volumes'), wait(500), click('button', 'New volume …'), wait(500)),
  ],
  'ec2-volume-delete': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(
      click('tab', 'Volumes'),
      wait(500),
      (page) => page.getByRole('button', { name: 'Delete …' }).first().click(),
      wait(500),
    ),
  ],
  'ec2-attach': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(click('tab', 'Volumes'), wait(500), click('button', 'Attach …'), wait(500)),
  ],
  'ec2-open-port': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(click('tab', 'Security groups'), wait(500), click('button', 'Open a port …'), wait(500)),
  ],
  'ec2-addresses': ['healthy', `${host}/clouds/blue/ec2`, steps(click('tab', 'Addresses'), wait(500))],
  'ec2-groups': ['healthy', `${host}/clouds/blue/ec2`, steps(click('tab', 'Security groups'), wait(500))],
  verify: ['healthy', `${host}/clouds/blue/verify`],
  'verify-running': ['healthy', `${host}/clouds/blue/verify`, steps(click('button', 'Verify the cloud'), wait(900))],
  'verify-passed': ['healthy', `${host}/clouds/blue/verify`, steps(click('button', 'Verify the cloud'), wait(6_000))],
  terminal: ['healthy', `${host}/overview`, steps(wait(500), click('button', 'Terminal'), wait(1_200))],
  'terminal-login': ['installed-cloud', `${host}/clouds/blue`, steps(wait(1_500), click('button', 'Terminal'), wait(900))],
  'terminal-cut': ['healthy', `${ciab}/overview`, steps(wait(500), click('button', 'Terminal'), wait(1_800))],
  'terminal-instance': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(
      wait(700),
      (page) =>
        page
          .getByRole('button', { name: /^Terminal on i-/ })
          .first()
          .click(),
      wait(900),
    ),
  ],
  'terminal-failed': [
    'healthy',
    `${host}/clouds/blue/ec2`,
    steps(
      wait(700),
      (page) =>
        page
          .getByRole('button', { name: /^Terminal on i-/ })
          .first()
          .click(),
      wait(700),
      fill('Private key file on this laptop', '~/blue.pem'),
      click('button', 'Open terminal'),
      wait(700),
    ),
  ],
  'terminal-tabs': [
    'healthy',
    `${host}/overview`,
    steps(
      wait(500),
      click('button', 'Terminal'),
      wait(700),
      click('button', 'Terminal'),
      wait(700),
      (page) => page.keyboard.type('for i in 1 2 3; do echo $i; done'),
      wait(300),
    ),
  ],
  'cloud-waiting': ['reconnecting', `${host}/new-cloud`],
  destroy: ['healthy', `${host}/machines/nc1/destroy`],
  'destroy-refused': ['healthy', `${ciab}/destroy`],
  'destroy-foreign': ['healthy', `${host}/machines/qemu-9120/destroy`],
  checkpoints: ['healthy', `${host}/checkpoints`],
  'checkpoints-empty': ['unprepared', `${host}/checkpoints`],
  'checkpoint-new': ['healthy', `${host}/checkpoints/new`, steps(wait(600), fill('Name', 'before-upgrade'), wait(900))],
  'checkpoint-restore': ['healthy', `${host}/checkpoints/installed/restore`, wait(900)],
  'checkpoint-delete': ['healthy', `${host}/checkpoints/first-try/delete`, wait(900)],
  addresses: ['healthy', `${host}/addresses`, wait(700)],
  'addresses-empty': ['first-addresses', `${host}/addresses`, wait(700)],
  'addresses-list': ['healthy', `${host}/addresses`, steps(wait(700), click('button', 'As a list'))],
  'addresses-own': ['healthy', `${host}/addresses`, steps(wait(700), click('button', 'What I own'))],
  'addresses-own-wrong': [
    'healthy',
    `${host}/addresses`,
    steps(
      wait(700),
      click('button', 'What I own'),
      fill('Addresses that are yours, one block a line', '10.101.7.80-10.101.7.10\nfd00::/8'),
    ),
  ],
  'addresses-claim': ['healthy', `${host}/addresses`, steps(wait(700), click('button', 'Claim addresses'), wait(900))],
  'addresses-claim-refused': [
    'healthy',
    `${host}/addresses`,
    steps(wait(700), click('button', 'Claim addresses'), fillStart('Public addresses', '10.101.7.120-10.101.7.140'), wait(900)),
  ],
  'addresses-probe': [
    'healthy',
    `${host}/addresses`,
    steps(wait(700), click('button', 'Claim addresses'), wait(900), click('button', 'Ask who answers'), wait(500)),
  ],
  'addresses-release': ['healthy', `${host}/addresses`, steps(wait(700), click('button', 'Release'))],
  finder: ['healthy', `${host}/overview`, (page) => page.keyboard.press('Control+k')],
  activity: ['healthy', `${host}/overview`, (page) => page.getByRole('button', { name: 'Activity', exact: true }).click()],
  missing: ['healthy', `${host}/machines/gone/overview`],
};

mkdirSync(outDirectory, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let violations = 0;
for (const colorScheme of themes) {
  for (const [width, height] of sizes) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    for (const [name, [scenario, hash, act]] of Object.entries(screens).filter(
      ([name]) => only.length === 0 || only.includes(name),
    )) {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.log(`${name} (${colorScheme}): ${error.message}`));
      page.on('console', (message) => message.type() === 'error' && console.log(`${name}: ${message.text().slice(0, 300)}`));
      try {
        await page.goto(`${address}/?scenario=${scenario}${hash}`);
        await page.waitForTimeout(700);
        await act?.(page);
        await page.waitForTimeout(450);
        await page.screenshot({ path: `${outDirectory}/${name}-${colorScheme}-${width}.png` });
        if (!process.env.NO_AXE) {
          const { violations: found } = await new AxeBuilder({ page }).analyze();
          violations += found.length;
          for (const { id, nodes } of found) {
            console.log(
              `axe ${name} ${colorScheme}: ${id} ×${nodes.length} ${nodes[0].html.slice(0, 160)} | ${nodes[0].failureSummary.split('\n')[1] ?? ''}`,
            );
          }
        }
      } catch (error) {
        console.log(`${name} (${colorScheme}): ${String(error).split('\n').slice(0, 3).join(' ')}`);
        await page.screenshot({ path: `${outDirectory}/${name}-${colorScheme}-${width}.png` });
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`${violations} axe violations`);
process.exitCode = violations === 0 ? 0 : 1;
