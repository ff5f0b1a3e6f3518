import type { Problem } from '#domain/problem.ts';

/** How a store stands with what it shows. Data that was there before stays while it loads again or fails. */
export type Status =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly problem: Problem };
