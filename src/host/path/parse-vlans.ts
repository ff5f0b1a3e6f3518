import { z } from 'zod';
import type { PortVlan } from '#domain/path/place-facts.ts';
import { parseJson } from '../facts/parse-json.ts';

const vlansSchema = z.array(
  z.looseObject({
    ifname: z.string(),
    vlans: z.array(z.looseObject({ vlan: z.number(), vlanEnd: z.number().optional(), flags: z.array(z.string()).optional() })),
  }),
);

/** `bridge -j vlan show`. A range of VLANs is one entry for each. */
export function parseVlans(text: string): readonly PortVlan[] {
  return parseJson(text, vlansSchema).flatMap(({ ifname, vlans }) =>
    vlans.flatMap(({ vlan, vlanEnd = vlan, flags = [] }) =>
      Array.from({ length: vlanEnd - vlan + 1 }, (_, step) => ({
        port: ifname,
        vlan: vlan + step,
        isPvid: flags.includes('PVID'),
        isUntagged: flags.includes('Egress Untagged'),
      })),
    ),
  );
}
