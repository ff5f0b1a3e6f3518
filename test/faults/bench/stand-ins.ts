/** Where the bench and its stand-ins meet on the host. Gone with a power cut, so that nothing is held after it. */
export const meetingPlace = '/run/nutshell-faults';

/**
 * Where a step can be held: `begins`: the journal says that it runs, and nothing of it is done. `ran`: its command has ended and
 * the journal does not know yet.
 */
export type HoldPoint = 'begins' | 'ran';

// Every process that is started here takes its time from what is tested: builtins before programs, and long pauses.
const readPlan = `read -r wanted point 2>/dev/null <${meetingPlace}/plan || point=none`;
const hold = `hold() {
  : >${meetingPlace}/held
  while [ -e ${meetingPlace}/plan ]; do sleep 0.3; done
}`;

/** The runner writes its journal with dd, so a dd of our own knows when a step begins. The product knows nothing of it. */
const dd = `#!/bin/sh
${readPlan}
case "$point $*" in begins*oflag=append*) ;; *) exec /usr/bin/dd "$@" ;; esac
${hold}
line=$(cat)
printf '%s\\n' "$line" | /usr/bin/dd "$@" || exit
case "$line " in "step "*" $wanted running "*) hold ;; esac
exit 0
`;

/** It asks for the time when a step has ended, right before it journals that; only the runner itself is meant, not what it runs. */
const date = `#!/bin/sh
${readPlan}
case "$point $*" in 'ran +%s%3N') ;; *) exec /usr/bin/date "$@" ;; esac
runner=$(tr '\\0' '\\n' <"/proc/$PPID/cmdline" | grep -x '.*/operation\\.sh') || exec /usr/bin/date "$@"
${hold}
last=$(grep '^step ' "\${runner%/operation.sh}/journal" | tail -n 1)
case $last in "step "*" $wanted running "*) hold ;; esac
exec /usr/bin/date "$@"
`;

/**
 * The QEMU that Nutshell finds first. It does not use KVM and its processors stand still: what is tested is who gets what and what
 * is left, and nested KVM under emulation hangs a host that runs dozens of machines.
 */
const qemu = `#!/bin/sh
for word; do
  shift
  case $word in
    pc,accel=kvm*) word=pc,accel=tcg ;;
    host) word=max ;;
  esac
  set -- "$@" "$word"
done
exec /usr/bin/qemu-system-x86_64 "$@" -S
`;

const files: Readonly<Record<string, string>> = {
  '/usr/local/sbin/dd': dd,
  '/usr/local/sbin/date': date,
  '/usr/local/bin/qemu-kvm': qemu,
};

/** Puts them where the host looks before it looks for the real ones, and onto its disk. */
export function buildInstallScript(): string {
  const install = Object.entries(files).map(([path, text]) => `cat >${path} <<'STAND_IN'\n${text}STAND_IN\nchmod 755 ${path}`);
  return [...install, `mkdir -p ${meetingPlace}`, 'sync'].join('\n');
}
