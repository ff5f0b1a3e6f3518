import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The window over a fake back end, for looking at it. Not shipped. `npx vite build --config test/fakes/preview/vite.config.mjs`, then
 * `npx vite preview` with the same configuration.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  preview: { port: 5199, strictPort: true, host: '127.0.0.1' },
  build: { target: 'es2022', outDir: '../../../out/preview', emptyOutDir: true },
});
