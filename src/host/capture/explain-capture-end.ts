/** What tcpdump says when it cannot listen, and what that means. The first that fits counts. */
const reasons: readonly (readonly [sign: RegExp, explain: (name: string) => string])[] = [
  [/tcpdump: (command )?not found|tcpdump: No such file/i, () => 'tcpdump is not installed there. Install the package tcpdump.'],
  [
    /permission denied|operation not permitted|don't have permission/i,
    (name) =>
      `tcpdump may not listen at ${name}: log in as root or through sudo; where that is so, AppArmor, SELinux or a container forbids it.`,
  ],
  [/no such device|doesn't exist|does not exist/i, (name) => `There is no interface ${name}.`],
  [/not up\b|network is down/i, (name) => `${name} is down, so nothing can be heard there.`],
  [/interface (disappeared|went away)/i, (name) => `${name} vanished while it was listened at.`],
  [/syntax error|parse error|expression rejected|unknown host|illegal/i, () => 'tcpdump does not understand the filter.'],
];

/** tcpdump's goodbye, and what it only remarks. */
const remarks = /packets? (captured|received by filter|dropped by)|^tcpdump: (WARNING|data link type|verbose)|^dropped privs|^$/i;

/** A sentence where tcpdump did not simply end; null where it did. */
export function explainCaptureEnd(name: string, said: readonly string[]): string | null {
  const telling = said.filter((line) => !remarks.test(line));
  const found = reasons.find(([sign]) => telling.some((line) => sign.test(line)));
  if (found) {
    const raw = telling.join(' ').slice(0, 300);
    return `${found[1](name)} (${raw})`;
  }
  return telling.length === 0 ? null : `tcpdump ended at ${name}: ${telling.join(' ').slice(0, 300)}`;
}
