import { expect } from 'vitest';
import type { TestHost } from '#support/practice-host.ts';

/** Writes data that nobody wants to lose into a volume, past every cache. */
export async function mark(host: TestHost, volume: string, before = ''): Promise<void> {
  const words = [...(before === '' ? [] : [before]), 'data of', volume].join(' ');
  await host.type(`printf '${words}' | /usr/bin/dd of=/dev/vg01/${volume} bs=512 count=1 conv=sync,fsync 2>/dev/null && sync`);
}

const hasMark = `has_mark() {
  wanted=$1
  shift
  for path; do
    head -c 200 "$path" 2>/dev/null | tr -d '\\0' | grep -q -x "data of $wanted" && return 0
  done
  return 1
}`;

/** Which of these volumes are there no more with their data. One that was set aside is looked for under its new name. */
export async function findLost(
  host: TestHost,
  volumes: readonly string[],
  aside: readonly string[] = [],
): Promise<readonly string[]> {
  const looks = [
    ...volumes.map((volume) => `has_mark ${volume} /dev/vg01/${volume} || echo ${volume}`),
    ...aside.map((volume) => `has_mark ${volume} /dev/vg01/${volume} /dev/vg01/removed-*-1 || echo ${volume}`),
  ];
  return (await host.type([hasMark, ...looks, 'true'].join('\n'))).split('\n').filter(Boolean);
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
