import { isScalar } from 'yaml';
import { findPrefixLength, type AddressRange } from '../addressing/address-range.ts';
import { parseIpv4, type Ipv4 } from '../addressing/ipv4.ts';
import { parseRange, parseRanges } from '../addressing/parse-ranges.ts';
import { describeNode, readScalar, text } from '../yaml/scalar-shapes.ts';
import { refuse, wrong, type Shape } from '../yaml/shape.ts';

/** The kinds of words that cloud files are made of. */

/** Short enough that -frontend-16 behind it is still the name of a machine. */
export const cloudName = text({
  what: 'a name of 1 to 32 lower-case letters, digits and dashes, such as blue',
  pattern: /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
});

/** RFC 1123, since the installed system is called so; 48 characters keep its sockets within unix(7). */
export const machineName = text({
  what: 'a name of 1 to 48 lower-case letters, digits and dashes, such as blue-nc-1',
  pattern: /^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/,
});

/** lvm(8), "Valid names". */
export const volumeName = text({
  what: 'a name of letters, digits and . _ + -, such as blue-nc-1',
  pattern: /^[a-zA-Z0-9_+][a-zA-Z0-9_.+-]{0,99}$/,
});

export const hostFile = text({ what: 'a whole path on the host, such as /var/lib/iso/a.iso', pattern: /^\/./, maxLength: 1_000 });

/** Interfaces of Linux have at most 15 characters (IFNAMSIZ). */
export const bridgeName = text({ what: 'the name of a bridge such as br0', pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,14}$/ });

/** The last bit of the first byte marks addresses of groups (IEEE 802), which no card has. */
export const macAddress = text({
  what: 'a MAC address in lower case, such as 52:54:00:0a:0b:0c',
  pattern: /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/,
});

/** In eighths, so that what is written is what is meant. */
export const diskGiB: Shape<number> = (node, place) => {
  const value: unknown = isScalar(node) ? node.value : null;
  const isGood = typeof value === 'number' && value >= 0.125 && value <= 65_536 && Number.isInteger(value * 8);
  return isGood
    ? value
    : refuse(place, `This must be a size in GiB from 0.125 to 65536, in eighths, such as 100 or 2.5, not ${describeNode(node)}.`);
};

export const ipv4: Shape<Ipv4> = (node, place) => {
  const address = parseIpv4(readScalar(node) ?? '');
  return address ?? refuse(place, `This must be an IPv4 address such as 10.101.7.2, not ${describeNode(node)}.`);
};

/** One range, or single addresses and ranges with blanks between. */
export const ranges: Shape<readonly AddressRange[]> = (node, place) => {
  const written = readScalar(node);
  if (written === null) {
    return refuse(place, `This must be addresses such as 10.101.7.64-10.101.7.95, not ${describeNode(node)}.`);
  }
  const parsed = parseRanges(written);
  if (parsed.ok) {
    return parsed.ranges;
  }
  for (const reason of parsed.reasons) {
    place.report(reason);
  }
  return wrong;
};

export const network: Shape<AddressRange> = (node, place) => {
  const parsed = parseRange(readScalar(node) ?? '');
  if (!parsed.ok) {
    return refuse(place, parsed.reason);
  }
  return findPrefixLength(parsed.range) === null
    ? refuse(place, `This must be one network such as 172.31.254.0/23, not ${describeNode(node)}.`)
    : parsed.range;
};
