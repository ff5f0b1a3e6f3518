import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createToldInstances } from '#core/path/create-told-instances.ts';
import type { Ec2Client } from '#core/ec2/create-ec2-client.ts';
import { HostError } from '#core/ports/host-error.ts';

const place = { hostId: 'lab', cloud: 'blue' };
const anInstance = { id: 'i-1a2b3c4d', state: 'running', privateAddress: '172.31.254.73', publicAddress: '10.101.7.64' };
const name = (told: { readonly instances: readonly { readonly name: string }[] }) => told.instances.map((each) => each.name);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function create(ask: () => Promise<unknown>) {
  const openEc2 = async () => ({ ask }) as unknown as Ec2Client;
  return createToldInstances({ openEc2, now: () => Date.now() });
}

describe('what a cloud tells of its instances', () => {
  it('is asked once for all who look within a few seconds', async () => {
    let asked = 0;
    const tell = create(async () => {
      asked += 1;
      return [anInstance];
    });
    await Promise.all([tell(place), tell(place)]);
    expect([asked, name(await tell(place))]).toEqual([1, ['i-1a2b3c4d']]);
    vi.advanceTimersByTime(9_000);
    await tell(place);
    expect(asked).toBe(2);
  });

  it('is not waited for: what was told before stands until the answer comes', async () => {
    let answer: (instances: unknown) => void = () => undefined;
    const tell = create(() => new Promise((resolve) => (answer = resolve)));
    const first = tell(place);
    await vi.advanceTimersByTimeAsync(1_600);
    expect(name(await first)).toEqual([]);
    answer([anInstance]);
    await vi.advanceTimersByTimeAsync(0);
    expect(name(await tell(place))).toEqual(['i-1a2b3c4d']);
    await vi.advanceTimersByTimeAsync(9_000);
    const later = tell(place);
    await vi.advanceTimersByTimeAsync(1_600);
    expect(name(await later)).toEqual(['i-1a2b3c4d']);
  });

  it('is nothing without credentials, and a note where the cloud fails', async () => {
    const fail = (error: HostError) => createToldInstances({ openEc2: () => Promise.reject(error), now: () => 0 })(place);
    expect(await fail(new HostError('not-found', 'No credentials are kept.'))).toEqual({ instances: [], note: null });
    expect(await fail(new HostError('unreachable', 'Nothing answers.'))).toEqual({
      instances: [],
      note: 'blue did not tell of its instances: Nothing answers.',
    });
  });
});
