/** What to do about errors that tools on the host are known for; each pattern is the tool's own words. */
const hints: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /insufficient free space|insufficient suitable allocatable extents/i,
    hint: 'Choose a smaller disk or another volume group, or remove a volume that nobody needs.',
  },
  {
    pattern: /access denied by acl file|failed to parse default acl file/i,
    hint: 'Add a line "allow BRIDGE" to /etc/qemu/bridge.conf on the host (/etc/qemu-kvm/bridge.conf on some distributions).',
  },
  {
    pattern: /could not access kvm kernel module|failed to initialize kvm/i,
    hint: 'Load kvm_intel or kvm_amd on the host, and switch on virtualisation in its firmware.',
  },
  {
    pattern: /address already in use/i,
    hint: 'Somebody took the display or port since the draft was made. Choose another display, or the socket.',
  },
  {
    pattern: /cannot (allocate memory|set up guest memory)/i,
    hint: 'Give the machine less memory, or stop another machine on the host.',
  },
  {
    pattern: /did not shut down within/i,
    hint: 'Wait and ask again, or power it off: what its system has not yet written to its disk is lost then.',
  },
  {
    pattern: /is locked and force was not specified|Tray of device .* is not open/i,
    hint: 'The system in the machine uses the CD. Unmount it there, then eject it again.',
  },
  { pattern: /no space left on device/i, hint: 'Make room on the host: its /var or /run is full.' },
  {
    pattern: /failed to get "?write"? lock/i,
    hint: 'Another process uses this disk. Two machines on one disk would destroy it.',
  },
  { pattern: /exited with 127\b/, hint: 'The program is not installed on the host.' },
];

/** The remedy for a failure in a tool's own words, or null where none is known. */
export function findHint(message: string): string | null {
  return hints.find(({ pattern }) => pattern.test(message))?.hint ?? null;
}
