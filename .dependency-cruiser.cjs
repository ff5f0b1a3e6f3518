/** The import rules of docs/architecture.md, checked by `npm run check:layers`. */

// Each layer may import itself and the layers listed beside it. Nothing else.
const layers = {
  domain: [],
  contract: ['domain'],
  'core/ports': ['domain'],
  core: ['domain', 'contract'],
  host: ['domain', 'core/ports'],
  local: ['domain', 'core/ports'],
  practice: ['domain', 'core/ports'],
  backend: ['domain', 'contract', 'core/ports', 'core', 'host', 'local', 'practice'],
  main: ['domain', 'contract', 'core/ports', 'backend'],
  web: ['domain', 'contract', 'core/ports', 'backend'],
  cli: ['domain', 'contract', 'core/ports', 'backend'],
  preload: ['contract'],
  renderer: ['domain', 'contract'],
};

// Which outside packages and Node built-ins a layer may touch.
const outside = {
  domain: 'node_modules/(ipaddr\\.js|yaml|fast-xml-parser|fast-xml-validator)/',
  contract: 'node_modules/zod/',
  core: 'node_modules/zod/',
  backend: '^(node:)?(path|os|crypto)$',
  local: 'node_modules/(zod|pino|ssh-config|env-paths)/|^(node:)?(fs|path|os|crypto|util|child_process|net|dgram|timers)(/|$)',
  host: 'node_modules/(ssh2|zod)/|^(node:)?(net|stream|string_decoder|crypto|zlib|http|tls)(/|$)',
  practice: '^(node:)?(fs|path|os|crypto|net|stream|readline|timers|child_process)(/|$)',
  main: 'node_modules/electron/|^(node:)?(path|url|fs|os|crypto)(/|$)',
  web: 'node_modules/(ws|open)/|^(node:)?(http|crypto|path|fs|url|util)(/|$)',
  cli: 'node_modules/(commander|@clack|cli-table3|picocolors)/|^(node:)?(fs|path|url|net|process|child_process|zlib)(/|$)',
  preload: 'node_modules/electron/',
  renderer: 'node_modules/(react|react-dom|zustand|@xyflow|@novnc|@xterm|zod|@mantine|@tabler|@fontsource-variable|get-nonce)/',
};

const at = (layer) => (layer === 'backend' ? '^src/backend\\.ts$' : `^src/${layer}/`);

const layerRules = Object.entries(layers).map(([layer, mayImport]) => ({
  name: `${layer.replace('/', '-')}-imports`,
  comment: `src/${layer} may import only: itself${mayImport.map((other) => `, ${other}`).join('')}`,
  severity: 'error',
  from: { path: at(layer), ...(layer === 'core' && { pathNot: at('core/ports') }) },
  to: { path: '^src/', pathNot: [layer, ...mayImport].map(at) },
}));

const outsideRules = Object.entries(outside).map(([layer, allowedPattern]) => ({
  name: `${layer}-outside`,
  comment: `src/${layer} may not use this package`,
  severity: 'error',
  from: { path: at(layer) },
  to: {
    dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'unknown'],
    pathNot: allowedPattern,
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...outsideRules,
    {
      name: 'features-are-islands',
      comment: 'One renderer feature never imports another. Meet in src/renderer/src/app.',
      severity: 'error',
      from: { path: '^src/renderer/src/features/([^/]+)/' },
      to: { path: '^src/renderer/src/features/', pathNot: '^src/renderer/src/features/$1/' },
    },
    {
      name: 'renderer-points-down',
      comment: 'app -> features -> ui, lib. Never upwards.',
      severity: 'error',
      from: { path: '^src/renderer/src/(ui|lib)/' },
      to: { path: '^src/renderer/src/(app|features)/' },
    },
    {
      name: 'features-do-not-see-app',
      severity: 'error',
      from: { path: '^src/renderer/src/features/' },
      to: { path: '^src/renderer/src/app/' },
    },
    {
      name: 'parsers-are-pure',
      comment: 'A parse-*.ts file gets text and returns data. No port, no transport, no Node.',
      severity: 'error',
      from: { path: '^src/host/.+/parse-[^/]+\\.ts$' },
      to: {
        path: '^src/core/ports/|^src/host/ssh/|node_modules/ssh2/|^(node:)?(fs|net|child_process)$',
        pathNot: 'host-error\\.ts$',
      },
    },
    {
      name: 'ssh2-stays-home',
      comment: 'Everyone else talks to the HostShell port.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/host/ssh/' },
      to: { path: 'node_modules/(@types/)?ssh2/' },
    },
    {
      name: 'every-file-has-a-layer',
      comment: 'A new folder under src/ needs a row in the two tables above.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [...Object.keys(layers)].map(at) },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'product-never-imports-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    doNotFollow: { path: 'node_modules' },
    // A package that is only an ECMAScript module says so in its exports.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
