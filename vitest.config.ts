import { defineConfig } from 'vitest/config';

const installerTests = 'test/host/installer/**/*.test.ts';
const ownFolder = 'test/support/own-temporary-folder.ts';
const practiceHost = 'test/support/practice-setup.ts';
const longTests = 'test/{host,e2e}/**/*.long.test.ts';

/**
 * Five projects are `npm test`: `unit` needs nothing but Node (and POSIX shells), `path` makes network namespaces, `installer` boots the
 * practice installer itself, `host` needs the practice host, `e2e` a browser as well. The practice host has one virtual CPU under
 * emulation, so they run one file at a time. `long` is what takes too long for every change there (`npm run test:long`). `faults`
 * breaks a practice host on purpose, for hours (`npm run test:faults`), `path-faults` a path in namespaces, for minutes
 * (`npm run test:path-faults`). `bench` measures and judges nothing (`npm run bench`).
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000, globalSetup: [ownFolder] } },
      {
        test: {
          name: 'host',
          include: ['test/host/**/*.test.ts'],
          exclude: [installerTests, longTests],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 600_000,
          globalSetup: [ownFolder, practiceHost],
        },
      },
      {
        test: {
          name: 'long',
          include: [longTests],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 600_000,
          globalSetup: [ownFolder, practiceHost],
        },
      },
      {
        test: {
          name: 'installer',
          include: [installerTests],
          exclude: [longTests],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 600_000,
          globalSetup: [ownFolder],
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [longTests],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          globalSetup: [ownFolder, practiceHost],
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          globalSetup: [ownFolder, practiceHost],
        },
      },
      {
        test: {
          name: 'path',
          include: ['test/path-faults/{short,healthy,trace,kernel,capture,flood}.test.ts', 'test/path-live/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'path-faults',
          include: ['test/path-faults/faults.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['test/bench/*.bench.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 900_000,
          globalSetup: [ownFolder, practiceHost],
        },
      },
      // Needs namespaces and a Chromium, and no practice host.
      {
        test: {
          name: 'bench-live',
          include: ['test/bench/live/*.bench.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          globalSetup: [ownFolder],
        },
      },
    ],
  },
});
