/** QEMU ends a value at a comma; two stand for one (qemu(1), -drive). */
export function escapeCommas(value: string): string {
  return value.replaceAll(',', ',,');
}
