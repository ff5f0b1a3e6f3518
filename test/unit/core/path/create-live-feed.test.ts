import { describe, expect, it } from 'vitest';
import { createItemQueue } from '#contract/item-queue.ts';
import { createLiveFeed } from '#core/path/create-live-feed.ts';
import type { LiveLine } from '#domain/path/live/live-line.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';

const turn = (upSeconds: number): LiveLine => ({ kind: 'turn', upSeconds });

function aFeed() {
  const seen = { opened: 0, closed: 0 };
  let lines = createItemQueue<LiveLine>();
  const feed = createLiveFeed({
    open: async () => {
      seen.opened += 1;
      lines = createItemQueue();
      return { shell: {} as never, close: () => void (seen.closed += 1) };
    },
    watcher: {
      async *watch(_, signal) {
        const own = lines;
        signal.addEventListener('abort', () => own.end());
        for (let item = await own.next(); item.done !== true; item = await own.next()) yield item.value;
      },
    },
    now: () => 0,
  });
  return { feed, seen, tell: (line: LiveLine) => lines.push(line), breakOff: (error: Error) => lines.fail(error) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Listens in the background, and keeps what was heard. */
function listen(feed: ReturnType<typeof aFeed>['feed']) {
  const controller = new AbortController();
  const heard: LivePicture[] = [];
  const ended = (async () => {
    for await (const picture of feed.listen(controller.signal)) heard.push(picture);
  })();
  return { heard, ended, stop: () => controller.abort() };
}

describe('a live feed', () => {
  it('opens one channel for all who listen, and closes it behind the last', async () => {
    const { feed, seen, tell } = aFeed();
    const [one, other] = [listen(feed), listen(feed)];
    await settle();
    tell(turn(1));
    await settle();
    expect([one.heard.length, other.heard.length, seen.opened]).toEqual([1, 1, 1]);
    one.stop();
    await one.ended;
    tell(turn(2));
    await settle();
    expect([other.heard.length, seen.closed]).toEqual([2, 0]);
    other.stop();
    await other.ended;
    await settle();
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });

  it('shows whoever comes later the last picture at once, without what changed before', async () => {
    const { feed, tell } = aFeed();
    const one = listen(feed);
    await settle();
    tell(turn(1));
    tell({ kind: 'change', change: { kind: 'address', isNew: true, device: 'br0', address: '10.0.0.1/24' } });
    tell(turn(2));
    await settle();
    expect(one.heard.at(-1)?.changes).toHaveLength(1);
    const other = listen(feed);
    await settle();
    expect(other.heard).toMatchObject([{ turn: 2, changes: [] }]);
    one.stop();
    other.stop();
  });

  it('tells a change before the turn is over', async () => {
    const { feed, tell } = aFeed();
    const one = listen(feed);
    await settle();
    tell(turn(1));
    tell({ kind: 'link', id: 1, name: 'vnet9' });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(one.heard.at(-1)).toMatchObject({ turn: 1, changes: [{ change: { kind: 'link-came', device: 'vnet9' } }] });
    one.stop();
  });

  it('tells all why it broke, and begins anew for the next', async () => {
    const { feed, seen, breakOff, tell } = aFeed();
    const one = listen(feed);
    await settle();
    breakOff(new Error('the line was cut'));
    await expect(one.ended).rejects.toThrow('the line was cut');
    const other = listen(feed);
    await settle();
    tell(turn(1));
    await settle();
    expect(other.heard).toHaveLength(1);
    expect(seen).toEqual({ opened: 2, closed: 1 });
    other.stop();
  });

  it('that ends without a reason says so', async () => {
    const { feed, tell } = aFeed();
    const one = listen(feed);
    await settle();
    tell(turn(1));
    await settle();
    const stopped = listen(feed);
    stopped.stop();
    await stopped.ended;
    expect(one.heard).toHaveLength(1);
    one.stop();
    await one.ended;
  });
});
