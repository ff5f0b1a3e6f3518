import type { Command } from 'commander';
import { usualShutdownSeconds, type MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { roles } from '#domain/machines/machine-role.ts';
import { usageFault } from '../command-fault.ts';
import type { Binder } from '../invocation.ts';
import { addMachineArgument, addReviewOptions } from '../usual-options.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { actOnMachine, type ActionOptions } from './act-on-machine.ts';
import { buildChange, type SetOptions } from './build-change.ts';
import { parseCount, parseDiskGiB } from './parse-size.ts';

/** Everything that is done with a machine between its launch and its end. */
export function addActionCommands(program: Command, bind: Binder): void {
  addStart(program, bind);
  addStop(program, bind);
  addSimple(program, bind, 'pause', 'Let its virtual processors stand still; its RAM stays taken');
  addSimple(program, bind, 'resume', 'Let a paused machine go on');
  addSimple(program, bind, 'reset', 'Restart it at once, as the button of a PC: unwritten data is lost');
  addMedium(program, bind);
  addSet(program, bind);
  addOwnership(program, bind);
}

function addCommand(program: Command, name: string, description: string): Command {
  return addReviewOptions(addMachineArgument(program.command(name).description(description)));
}

function addStart(program: Command, bind: Binder): void {
  addCommand(program, 'start', 'Start a machine from its definition on the host')
    .option('--cd', 'Boot from its CD, this once')
    .action(
      bind((invocation, name: string, options: ActionOptions & { readonly cd?: boolean }) =>
        actOnMachine(invocation, name, { kind: 'start', boot: options.cd ? 'cd-once' : null }, options),
      ),
    )
    .addHelpText('after', startHelp);
}

interface StopOptions extends ActionOptions {
  readonly timeout: string;
  readonly force?: boolean;
}

function addStop(program: Command, bind: Binder): void {
  const stop = (canForce: boolean) =>
    bind((invocation, name: string, options: StopOptions) => {
      const limitSeconds = parseCount(options.timeout, '--timeout');
      const action: MachineAction = canForce && options.force ? { kind: 'power-off' } : { kind: 'shutdown', limitSeconds };
      return actOnMachine(invocation, name, action, options);
    });
  const timeout = ['--timeout <seconds>', 'How long its system is given', String(usualShutdownSeconds)] as const;
  addCommand(program, 'stop', 'Ask its system to shut down, and wait for it; or power it off')
    .option(...timeout)
    .option('--force', 'Power it off at once: data that its system has not yet written is lost')
    .action(stop(true))
    .addHelpText('after', stopHelp);
  addCommand(program, 'shutdown', 'Ask its system to shut down, and wait for it')
    .option(...timeout)
    .action(stop(false))
    .addHelpText('after', '\nExamples:\n  nutshell shutdown ciab --timeout 300');
}

function addSimple(program: Command, bind: Binder, kind: 'pause' | 'resume' | 'reset', description: string): void {
  addCommand(program, kind, description)
    .action(bind((invocation, name: string, options: ActionOptions) => actOnMachine(invocation, name, { kind }, options)))
    .addHelpText('after', `\nExamples:\n  nutshell ${kind} ciab\n  nutshell ${kind} ciab --host lab --json`);
}

function addMedium(program: Command, bind: Binder): void {
  addCommand(program, 'insert', 'Put an ISO into the CD drive of a machine, at once where it runs')
    .argument('<iso>', 'as a whole path on the host')
    .action(
      bind((invocation, name: string, isoPath: string, options: ActionOptions) =>
        actOnMachine(invocation, name, { kind: 'change', change: { isoPath } }, options),
      ),
    )
    .addHelpText('after', '\nExamples:\n  nutshell insert ciab /srv/iso/faststart.iso\n  nutshell start ciab --cd');
  addCommand(program, 'eject', 'Take the CD out of the drive of a machine, at once where it runs')
    .action(
      bind((invocation, name: string, options: ActionOptions) =>
        actOnMachine(invocation, name, { kind: 'change', change: { isoPath: null } }, options),
      ),
    )
    .addHelpText(
      'after',
      '\nA system that uses the CD keeps the drive locked; then this fails.\n\nExamples:\n  nutshell eject ciab',
    );
}

function addSet(program: Command, bind: Binder): void {
  addCommand(program, 'set', 'Change a machine: RAM, processors and boot order from its next start on')
    .option('--memory <size>', 'RAM: 4096, 4096M or 4G')
    .option('--vcpus <count>', 'Virtual CPUs')
    .option('--boot <disk|cd>', 'Where a start looks for a system first')
    .option('--autostart <on|off>', 'Whether the host starts it when it comes up')
    .action(
      bind((invocation, name: string, options: ActionOptions & SetOptions) =>
        actOnMachine(invocation, name, { kind: 'change', change: buildChange(options) }, options),
      ),
    )
    .addHelpText('after', setHelp);
  addCommand(program, 'grow', 'Make the disk of a machine larger, at once where it runs; never smaller')
    .argument('<size>', 'how large it shall be: 200G, or 200 for the same')
    .action(
      bind((invocation, name: string, size: string, options: ActionOptions) =>
        actOnMachine(invocation, name, { kind: 'change', change: { diskGiB: parseDiskGiB(size) } }, options),
      ),
    )
    .addHelpText('after', growHelp);
}

interface AdoptOptions extends ActionOptions {
  readonly name?: string;
  readonly role: string;
}

function addOwnership(program: Command, bind: Binder): void {
  addCommand(program, 'adopt', 'Take over a machine that somebody else started, so that Nutshell can start it again')
    .option('--name <name>', 'What to call it from then on; its own name where that is possible')
    .option('--role <role>', 'What it is: ciab, frontend or nc', 'ciab')
    .action(
      bind((invocation, name: string, options: AdoptOptions) => {
        const role = roles.find((candidate) => candidate.role === options.role);
        if (!role) {
          const known = roles.map((candidate) => candidate.role);
          throw usageFault(`There is no role ${options.role}.`, suggestionFor(options.role, known, 'roles'));
        }
        const action = { kind: 'adopt', name: options.name ?? name, role: role.role } as const;
        return actOnMachine(invocation, name, action, options);
      }),
    )
    .addHelpText('after', adoptHelp);
  addCommand(program, 'release', 'Forget a machine that was adopted; its disk and its process are not touched')
    .action(
      bind((invocation, name: string, options: ActionOptions) => actOnMachine(invocation, name, { kind: 'release' }, options)),
    )
    .addHelpText('after', '\nExamples:\n  nutshell release alice-test');
}

const startHelp = `
It boots as it is set: from the disk, where nobody said otherwise. What somebody took meanwhile (its MAC, display, address) is refused.

Examples:
  nutshell start ciab
  nutshell start ciab --cd
  nutshell start ciab --dry-run`;

const stopHelp = `
Ends with 1 where its system did not shut down in time; the machine then runs on, and --force is for you to decide.

Examples:
  nutshell stop ciab
  nutshell stop ciab --timeout 300
  nutshell stop ciab --force`;

const setHelp = `
Examples:
  nutshell set ciab --memory 8G --vcpus 4
  nutshell set ciab --boot cd
  nutshell set ciab --autostart on`;

const growHelp = `
The partitions and file systems inside are for its own system to grow.

Examples:
  nutshell grow ciab 200G
  nutshell grow ciab 200G --dry-run`;

const adoptHelp = `
Only machines whose command line is all there is to them: those of libvirt and Proxmox stay theirs. The machine runs on, untouched;
started by Nutshell, it gets the same words again and a control channel. Destroying it keeps its disk.

Examples:
  nutshell adopt qemu-9120 --name alice-test --dry-run
  nutshell adopt qemu-9120 --name alice-test --host lab`;
