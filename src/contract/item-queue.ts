/** Hands items from a producer that pushes to a consumer that waits. `end` and `fail` come after what was pushed before. */
export function createItemQueue<T>() {
  const items: T[] = [];
  let isEnded = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  return {
    push: (item: T): void => {
      items.push(item);
      wake();
    },
    end: (): void => {
      isEnded = true;
      wake();
    },
    fail: (error: Error): void => {
      failure ??= error;
      wake();
    },
    async next(): Promise<IteratorResult<T, undefined>> {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) {
          return { done: false, value: item };
        }
        if (failure) {
          throw failure;
        }
        if (isEnded) {
          return { done: true, value: undefined };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
