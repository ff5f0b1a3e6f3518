import { expect } from 'vitest';
import type { TestHost } from '#support/practice-host.ts';

/** Writes data that nobody wants to lose into a volume, past every cache. */
export async function mark(host: TestHost, volume: string): Promise<void> {
  await host.type(
    `printf 'data of ${volume}' | /usr/bin/dd of=/dev/vg01/${volume} bs=512 count=1 conv=sync,fsync 2>/dev/null && sync`,
  );
}

/** Which of these volumes are there no more with their data. */
export async function findLost(host: TestHost, volumes: readonly string[]): Promise<readonly string[]> {
  const look = volumes.map(
    (volume) => `[ "$(head -c 200 /dev/vg01/${volume} 2>/dev/null | tr -d '\\0')" = 'data of ${volume}' ] || echo ${volume}`,
  );
  return (await host.type(`${look.join('\n')}\ntrue`)).split('\n').filter(Boolean);
}

/** Two volumes with data that no operation has any business with. */
export const precious = ['precious', 'kept-one'] as const;

export async function makePrecious(host: TestHost): Promise<void> {
  await host.type(precious.map((volume) => `lvcreate -qq -y -n ${volume} -L 16M vg01`).join(' && '));
  for (const volume of precious) {
    await mark(host, volume);
  }
}

export async function expectNothingLost(host: TestHost, more: readonly string[] = []): Promise<void> {
  expect(await findLost(host, [...precious, ...more]), 'volumes that were lost').toEqual([]);
}
