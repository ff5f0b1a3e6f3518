import type { Taken } from './collect-taken.ts';

/** The addresses QEMU and KVM use: 52:54:00, locally administered. */
const prefix = '52:54:00';

/** QEMU gives every NIC without a mac= this one (net/net.c, qemu_macaddr_default_if_unset), counting up from 56. */
const qemuDefaultPrefix = '52:54:00:12:34:';

/** Is it an address that QEMU gives to machines whose owner forgot to set one? */
export function isQemuDefaultMac(mac: string): boolean {
  const last = Number.parseInt(mac.slice(-2), 16);
  return mac.toLowerCase().startsWith(qemuDefaultPrefix) && last >= 0x56 && last < 0x60;
}

/** A MAC that nobody on the host or on its bridges has. `randomBytes` gives uniform bytes; it is asked again at a collision. */
export function proposeMac(taken: Taken, randomBytes: (count: number) => Uint8Array): string {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const mac = [prefix, ...[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
    if (!taken.macs.has(mac) && !mac.startsWith(qemuDefaultPrefix)) {
      return mac;
    }
  }
  throw new RangeError('The random numbers repeat themselves: no free MAC was found in 1,000 attempts');
}
