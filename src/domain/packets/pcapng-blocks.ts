/** Numbers of draft-ietf-opsawg-pcapng, section 11.1. The section's own is the same in both byte orders. */
export const blockTypes = { section: 0x0a0d0d0a, interface: 1, statistics: 5, packet: 6 } as const;

export const optionCodes = {
  end: 0,
  comment: 1,
  /** shb_userappl, if_name, if_description, if_tsresol, isb_ifrecv, isb_ifdrop. */
  application: 4,
  name: 2,
  description: 3,
  resolution: 9,
  received: 4,
  dropped: 5,
} as const;

export const sectionMagic = 0x1a2b3c4d;

/** Everything in a block begins at a multiple of four bytes. */
export function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
