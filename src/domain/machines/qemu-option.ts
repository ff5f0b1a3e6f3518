/** An option, its value if it takes one, and what it does in words. */
export type QemuOption = readonly [option: string, value: string | null, explanation: string];
