/**
 * The value of a QEMU option as pairs: `virtio-net-pci,netdev=n0,mac=…`, where the first word may be the value of an implied key, ",,"
 * is a comma (QemuOpts, docs of qemu(1)), and a word without "=" is a switch that is on; or the JSON that libvirt and Proxmox write,
 * whose inner objects become keys such as file.filename.
 */
export function parseOptionValues(text: string, impliedKey: string): ReadonlyMap<string, string> {
  if (text.startsWith('{')) {
    const json = parseJsonObject(text);
    if (json) {
      return new Map(flatten(json, ''));
    }
  }
  return new Map(splitWords(text).map((word, at) => toPair(word, at === 0 ? impliedKey : null)));
}

function parseJsonObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // No JSON after all: QEMU would refuse it too, and a command line that is shown need not be one that works.
    return null;
  }
}

function flatten(value: object, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] => {
    if (typeof inner === 'object' && inner !== null) {
      return flatten(inner, `${prefix}${key}.`);
    }
    return [[`${prefix}${key}`, inner === true ? 'on' : inner === false ? 'off' : String(inner)]];
  });
}

/** Commas separate, two of them are one that belongs to the word. */
function splitWords(text: string): readonly string[] {
  return (text.match(/(?:[^,]|,,)+/g) ?? []).map((word) => word.replaceAll(',,', ','));
}

function toPair(word: string, impliedKey: string | null): [string, string] {
  const equals = word.indexOf('=');
  if (equals > 0) {
    return [word.slice(0, equals), word.slice(equals + 1)];
  }
  return impliedKey === null ? [word, 'on'] : [impliedKey, word];
}
