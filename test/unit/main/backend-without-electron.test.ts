import { expect, it, vi } from 'vitest';

// The one module that is mocked anywhere: to prove that nothing behind the shells ever loads it.
vi.mock('electron', () => {
  throw new Error('The back end reached for Electron');
});

it('the back end loads without Electron', async () => {
  await expect(import('#backend')).resolves.toHaveProperty('createBackend');
});
