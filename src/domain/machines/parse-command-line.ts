export interface CommandLineOption {
  /** Without dashes. */
  readonly name: string;
  readonly value: string;
}

export interface CommandLine {
  readonly options: readonly CommandLineOption[];
  /** Words that belong to no option: disk images, as in `qemu-kvm disk.img`. */
  readonly images: readonly string[];
}

/** Options of QEMU that take no value (qemu-options.hx, of 0.12 to 10). All others are followed by one. */
const switches = new Set(
  (
    'daemonize nographic S s snapshot enable-kvm no-kvm no-reboot no-shutdown nodefaults no-user-config nodefconfig nouserconfig usb ' +
    'no-acpi no-hpet no-fd-bootchk full-screen curses sdl no-frame no-quit alt-grab ctrl-grab portrait win2k-hack rtc-td-hack localtime ' +
    'mem-prealloc singlestep preconfig only-migratable no-kvm-irqchip no-kvm-pit no-kvm-pit-reinjection no-fullscreen version h help ' +
    'xen-attach xen-create xen-domid-restrict old-param semihosting startdate-now tdf readconfig-stdin'
  ).split(' '),
);

/** Words of a QEMU process as options and values. QEMU accepts one dash or two. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const options: CommandLineOption[] = [];
  const images: string[] = [];
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (!/^--?[A-Za-z]/.test(word)) {
      images.push(word);
    } else {
      const name = word.replace(/^--?/, '');
      const takesValue = !switches.has(name) && at + 1 < argv.length;
      options.push({ name, value: takesValue ? (argv[at + 1] ?? '') : '' });
      at += takesValue ? 1 : 0;
    }
  }
  return { options, images };
}

/** Values of every option of these names, in the order of the command line. */
export function valuesOf({ options }: CommandLine, ...names: readonly string[]): readonly string[] {
  return options.filter((option) => names.includes(option.name)).map((option) => option.value);
}

export function hasOption({ options }: CommandLine, ...names: readonly string[]): boolean {
  return options.some((option) => names.includes(option.name));
}
