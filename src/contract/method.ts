import type { z } from 'zod';

/** One call the user interface can make: a schema that guards the door, and the type that comes back. */
export interface Method<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly kind: 'call';
  readonly input: Input;
  /** Exists only for the type checker; never read at run time. */
  readonly _output?: Output;
}

/** The same, but the answer is a stream of items that ends when the work does or when the listener stops listening. */
export interface Stream<Input extends z.ZodType = z.ZodType, Item = unknown> {
  readonly kind: 'stream';
  readonly input: Input;
  readonly _item?: Item;
}

export function method<Input extends z.ZodType>(input: Input) {
  return { returns: <Output>(): Method<Input, Output> => ({ kind: 'call', input }) };
}

export function stream<Input extends z.ZodType>(input: Input) {
  return { of: <Item>(): Stream<Input, Item> => ({ kind: 'stream', input }) };
}

export type MethodTable = Readonly<Record<string, Method | Stream>>;
export type Api = Readonly<Record<string, MethodTable>>;

export interface CallOptions {
  readonly signal?: AbortSignal;
}

type ClientMethod<M> =
  M extends Method<infer I, infer O>
    ? (input: z.input<I>, options?: CallOptions) => Promise<O>
    : M extends Stream<infer I, infer T>
      ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<T>
      : never;

type ServerMethod<M> =
  M extends Method<infer I, infer O>
    ? (input: z.output<I>, context: CallContext) => Promise<O>
    : M extends Stream<infer I, infer T>
      ? (input: z.output<I>, context: CallContext) => AsyncIterable<T>
      : never;

/** Aborted when the caller gives up or its link breaks. Long work takes it along. */
export interface CallContext {
  readonly signal: AbortSignal;
}

/** The same table serves both ends: the core implements it, the user interface calls it. */
export type Implementation<A extends Api> = {
  readonly [F in keyof A]: { readonly [M in keyof A[F]]: ServerMethod<A[F][M]> };
};

export type ClientOf<A extends Api> = {
  readonly [F in keyof A]: { readonly [M in keyof A[F]]: ClientMethod<A[F][M]> };
};
