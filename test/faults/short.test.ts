import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judge, wipe } from './bench/judge.ts';
import { toLaunchArgv } from './bench/machine-names.ts';
import { makePrecious } from './bench/marks.ts';
import { openFaultHost, type FaultHost } from './bench/open-fault-host.ts';
import { hold, strike } from './bench/strike.ts';

let bench: FaultHost;
const name = 'short';

beforeAll(async () => {
  bench = await openFaultHost();
  await makePrecious(bench.host);
});
afterAll(() => bench.close());
afterEach(() => wipe(bench, name));

const change = {
  byApp: () => bench.app.start(...toLaunchArgv(name)),
  byPlan: () => bench.starter.launch(name),
};

// The shortest part of the fault suite, for work on it.
describe('a launch', () => {
  it('goes on to its end when the app is killed in the middle of it', async () => {
    expect((await strike(bench, 'app killed', 'create-volume', change)).state).toBe('succeeded');
    const row = { operation: 'launch', fault: 'app killed (short run)', step: 'create-volume', outcome: 'complete' };
    await judge(bench, { name, end: 'complete' }, row);
  });

  it('is taken back, with a sentence, when the volume group fills up under it', async () => {
    const app = await hold(bench, 'create-volume', 'begins', change.byApp);
    await bench.host.type('lvcreate -qq -y -Zn -n filler -l 100%FREE vg01');
    await bench.release();
    const { code, out, err } = await app.ended;
    await bench.host.type('lvremove -qq -f vg01/filler');
    expect({ code, words: out + err }).toMatchObject({
      code: 1,
      words: expect.stringMatching(/insufficient free space/i) as string,
    });
    const outcome = 'failed with a sentence, undone';
    await judge(
      bench,
      { name, end: 'absent' },
      { operation: 'launch', fault: 'volume group full (short run)', step: 'create-volume', outcome },
    );
  });
});
