import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const absentModule = '\0absent';

// ssh2's optional native add-ons are built for one ABI; without them it takes its own JavaScript path everywhere.
const noNativeAddOns = {
  name: 'no-native-add-ons',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === 'cpu-features' || id.endsWith('sshcrypto.node') ? absentModule : undefined),
  load: (id: string) => (id === absentModule ? 'throw new Error("native add-on left out on purpose")' : undefined),
};

export default defineConfig({
  main: { plugins: [noNativeAddOns], build: { externalizeDeps: false, minify: false, outDir: 'out/main' } },
  // A sandboxed preload must be CommonJS; with "type": "module" the default output would be .mjs.
  preload: { build: { outDir: 'out/preload', rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } } } },
  renderer: {
    plugins: [react()],
    // Read from the disk or the loopback, where one large file costs less than many small ones.
    build: { outDir: 'out/renderer', minify: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 2_500 },
  },
});
