import { createLinkEnd, type LinkEnd } from '#contract/transports/link-end.ts';

/** Two ends of one link, delivering in the same turn. `cut` breaks it without a goodbye. */
export function createLinkPair(): { readonly near: LinkEnd; readonly far: LinkEnd; readonly cut: (reason: string) => void } {
  const sides = [createSide(), createSide()] as const;
  const connect = (own: (typeof sides)[number], other: (typeof sides)[number]) =>
    createLinkEnd({
      post: (message) => other.deliver(message),
      start: (onMessage, onClosed) => own.start(onMessage, onClosed),
      close: () => other.closed(null),
    });
  return {
    near: connect(sides[0], sides[1]),
    far: connect(sides[1], sides[0]),
    cut: (reason) => sides.forEach((side) => side.closed(reason)),
  };
}

interface Handlers {
  readonly deliver: (message: unknown) => void;
  readonly closed: (reason: string | null) => void;
}

function createSide() {
  let handlers: Handlers = { deliver: () => {}, closed: () => {} };
  return {
    start: (deliver: Handlers['deliver'], closed: Handlers['closed']) => void (handlers = { deliver, closed }),
    deliver: (message: unknown) => handlers.deliver(message),
    closed: (reason: string | null) => handlers.closed(reason),
  };
}
