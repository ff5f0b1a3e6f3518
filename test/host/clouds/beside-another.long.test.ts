import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStates, listTimes, openCloudHost, type CloudHost } from './open-cloud-host.ts';

/** A node controller and then a Frontend, emulated on one emulated CPU. */
const installTimeoutMs = 1_800_000;

let lab: CloudHost;

beforeAll(async () => {
  lab = await openCloudHost();
});
afterAll(() => lab.close());

// One story, in order: each step needs the one before it.
describe('a second cloud on the same host, by the command line', () => {
  it('finds a first one there, which waits at its console for somebody and takes no time', async () => {
    const lines = ['install: answer-sheet', 'machines:', '  - { role: ciab, diskGiB: 1 }'];
    const told = await lab.up(await lab.writeCloud('blue', lines));
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect(listStates(await lab.listClouds(), 'blue')).toEqual(['running']);
  });

  it('is refused where its addresses overlap, with the other named', async () => {
    const refused = await lab.nutshell('up', await lab.writeCloud('green', ['addresses:', '  public: 10.101.7.40-10.101.7.50']));
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.err).toContain('the public addresses of cloud blue, claimed by');
    expect((await lab.listClouds()).map(({ name }) => name)).toEqual(['blue']);
  });

  it(
    'is placed beside it: a Frontend, and a node controller that begins before it',
    async () => {
      const machines = ['machines:', '  - { role: frontend, diskGiB: 1 }', '  - { role: nc, diskGiB: 1 }'];
      const told = await lab.up(await lab.writeCloud('green', machines));
      expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
      expect(JSON.stringify(told)).toContain('green-frontend is ready.');
      const [readyEpochMs = Infinity] = listTimes(told, 'wait-until-ready@green-nc').toReversed();
      const [startedEpochMs = 0] = listTimes(told, 'start-installer@green-frontend');
      expect(readyEpochMs).toBeLessThanOrEqual(startedEpochMs);
      const clouds = await lab.listClouds();
      expect(listStates(clouds, 'blue')).toEqual(['running']);
      expect(listStates(clouds, 'green')).toEqual(['running', 'running']);
    },
    installTimeoutMs,
  );

  it('is taken down as one operation; one undo brings all of it back, powered off', async () => {
    const told = await lab.events('down', 'green', '--yes', 'green');
    const [started] = told;
    expect(told.at(-1)).toMatchObject({ kind: 'finished', outcome: { kind: 'succeeded' } });
    expect((await lab.listClouds()).map(({ name }) => name)).toEqual(['blue']);
    const id = started?.kind === 'started' ? started.operationId : '';
    expect(await lab.nutshell('operations', 'undo', id)).toMatchObject({ code: 0 });
    expect(listStates(await lab.listClouds(), 'green')).toEqual(['powered-off', 'powered-off']);
    const exported = await lab.nutshell('export', 'green');
    expect(exported.out).toContain('name: green-nc');
  });
});
