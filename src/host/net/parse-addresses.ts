import { z } from 'zod';
import type { DeviceAddress, LinkAddress } from '#domain/hosts/network-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const addressesSchema = z.array(
  z.looseObject({
    ifname: z.string().optional(),
    addr_info: z
      .array(
        z.looseObject({
          family: z.string().optional(),
          local: z.string().optional(),
          prefixlen: z.number().optional(),
          scope: z.string().optional(),
        }),
      )
      .optional(),
  }),
);

/** `ip -j addr`, or `ip -o addr` where there is no JSON. */
export function parseAddresses(text: string): readonly DeviceAddress[] {
  return text.trimStart().startsWith('[') ? fromJson(text) : fromText(text);
}

function fromJson(text: string): readonly DeviceAddress[] {
  return parseJson(text, addressesSchema).flatMap(({ ifname, addr_info: addresses }) =>
    (addresses ?? []).flatMap(({ family, local, prefixlen, scope }): DeviceAddress[] =>
      ifname !== undefined && local !== undefined && isFamily(family)
        ? [
            {
              device: ifname,
              family,
              address: local,
              prefixLength: prefixlen ?? (family === 'inet' ? 32 : 128),
              scope: scope ?? 'global',
            },
          ]
        : [],
    ),
  );
}

const addressLine = /^\d+:\s+(\S+)\s+(inet6?)\s+([0-9a-f.:]+)(?: peer [0-9a-f.:]+)?(?:\/(\d+))?/i;

function fromText(text: string): readonly DeviceAddress[] {
  return text.split('\n').flatMap((line): DeviceAddress[] => {
    const [, device, family, address, prefix] = addressLine.exec(line) ?? [];
    return device !== undefined && address !== undefined && isFamily(family)
      ? [
          {
            device: device.split('@')[0] ?? device,
            family,
            address,
            prefixLength: prefix === undefined ? (family === 'inet' ? 32 : 128) : Number(prefix),
            scope: / scope (\S+)/.exec(line)?.[1]?.replace('\\', '') ?? 'global',
          },
        ]
      : [];
  });
}

function isFamily(family: string | undefined): family is LinkAddress['family'] {
  return family === 'inet' || family === 'inet6';
}
