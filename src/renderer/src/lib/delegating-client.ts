import { api, type AppClient } from '#contract/api.ts';

type AnyMethod = (...args: readonly unknown[]) => unknown;

/** A client that stays the same for the page while the one behind it is replaced after a lost connection. */
export function createDelegatingClient(getClient: () => AppClient): AppClient {
  const delegate = (feature: string, method: string): AnyMethod => {
    return (...args) =>
      (getClient() as unknown as Readonly<Record<string, Readonly<Record<string, AnyMethod>>>>)[feature]?.[method]?.(...args);
  };
  return Object.fromEntries(
    Object.entries(api).map(([feature, methods]) => [
      feature,
      Object.fromEntries(Object.keys(methods).map((method) => [method, delegate(feature, method)])),
    ]),
  ) as unknown as AppClient;
}
