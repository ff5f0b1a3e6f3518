import { parseImageUrl } from './parse-image-url.ts';

export type ChecksumAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** What a fetched file must be like: a sum that a person gave, or the line for it in a list on a server, such as SHA256SUMS. */
export type Checksum =
  | { readonly kind: 'sum'; readonly algorithm: ChecksumAlgorithm; readonly hex: string }
  | { readonly kind: 'list'; readonly url: string };

export type ChecksumReading =
  { readonly ok: true; readonly checksum: Checksum | null } | { readonly ok: false; readonly problem: string };

const algorithms: Readonly<Record<number, ChecksumAlgorithm>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

const wrongForm =
  'Give the sum as 64 hex digits (SHA-256; SHA-512 and MD5 work too), or the address of a list such as SHA256SUMS.';

/**
 * Reads what a person typed or pasted: a sum alone, `sha256:SUM`, a line or a whole list as sha256sum or BSD's sha256 print it, or
 * the address of such a list. Empty is null: nothing is checked. `fileName` is what the file is called where it comes from.
 */
export function parseChecksum(text: string, fileName: string | null): ChecksumReading {
  const typed = text.trim();
  if (typed === '') {
    return { ok: true, checksum: null };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) {
    const reading = parseImageUrl(typed);
    return reading.ok ? { ok: true, checksum: { kind: 'list', url: reading.url.href } } : reading;
  }
  const bare = /^(?:(md5|sha-?1|sha-?256|sha-?512)\s*[:=]\s*)?([0-9a-f]+)$/i.exec(typed);
  if (bare) {
    return toSum(bare[2] ?? '', bare[1]);
  }
  const lines = typed.split('\n').flatMap(parseLine);
  if (lines.length === 0) {
    return { ok: false, problem: wrongForm };
  }
  const line = lines.length === 1 ? lines[0] : lines.find(({ name }) => name === fileName);
  return line
    ? toSum(line.hex)
    : { ok: false, problem: `None of the ${lines.length.toString()} lines is about ${fileName ?? 'the file'}.` };
}

/** How the algorithm is called in sentences. */
export function nameAlgorithm(algorithm: ChecksumAlgorithm): string {
  return { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' }[algorithm];
}

interface ListLine {
  readonly hex: string;
  readonly name: string;
}

/** `SUM  NAME`, `SUM *NAME`, or BSD's `SHA256 (NAME) = SUM`; a folder in front of the name does not count. */
function parseLine(line: string): readonly ListLine[] {
  const gnu = /^([0-9a-f]{32,128})[ \t]+\*?(.+?)\s*$/i.exec(line.trim());
  const bsd = /^[A-Z0-9-]+ \((.+)\) = ([0-9a-f]{32,128})\s*$/i.exec(line.trim());
  const [hex, name] = gnu ? [gnu[1], gnu[2]] : [bsd?.[2], bsd?.[1]];
  return hex === undefined || name === undefined ? [] : [{ hex, name: name.slice(name.lastIndexOf('/') + 1) }];
}

function toSum(hex: string, named?: string): ChecksumReading {
  const algorithm = algorithms[hex.length];
  if (algorithm === undefined) {
    return { ok: false, problem: `${hex.length.toString()} hex digits are no checksum. ${wrongForm}` };
  }
  if (named !== undefined && named.toLowerCase().replace('-', '') !== algorithm) {
    return {
      ok: false,
      problem: `${hex.length.toString()} hex digits are a sum of ${nameAlgorithm(algorithm)}, not of ${named}.`,
    };
  }
  return { ok: true, checksum: { kind: 'sum', algorithm, hex: hex.toLowerCase() } };
}
