import { defineConfig } from 'vite';

/** The shells that run under plain Node: the loopback web server and the command line. Packages stay in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/node',
    sourcemap: true,
    rolldownOptions: { input: { web: 'src/web/index.ts', cli: 'src/cli/index.ts' }, output: { entryFileNames: '[name].js' } },
  },
});
