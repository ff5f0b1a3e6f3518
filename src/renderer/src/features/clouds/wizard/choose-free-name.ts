/** Short, told apart at a glance, and seldom the name of anything else on a host. */
const names = ['blue', 'green', 'amber', 'violet', 'teal', 'coral', 'indigo', 'olive'] as const;

/** A name that nothing on the host has; machines of a cloud begin with it. */
export function chooseFreeName(taken: readonly string[]): string {
  const isFree = (name: string) => taken.every((one) => one !== name && !one.startsWith(`${name}-`));
  const free = names.find(isFree);
  if (free !== undefined) {
    return free;
  }
  let number = 2;
  while (!isFree(`cloud-${number.toString()}`)) {
    number += 1;
  }
  return `cloud-${number.toString()}`;
}
