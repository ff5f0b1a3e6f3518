import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Volume } from '../hosts/storage-facts.ts';
import { findTaps } from './find-taps.ts';
import { judgeEnd } from './judge-end.ts';
import { judgePause } from './judge-pause.ts';
import type { MachineDefinition } from './machine-definition.ts';
import type { MachineRun } from './machine-run.ts';
import type { Machine, MachineNic, MachineState, MachineVolume } from './machine.ts';
import { parseQemuArgv } from './parse-qemu-argv.ts';
import type { QemuDescription } from './parse-qemu-argv.ts';
import type { QemuProcess } from './qemu-process.ts';

interface Running {
  readonly process: QemuProcess;
  readonly description: QemuDescription;
}

/**
 * All machines of a host: Nutshell's definitions, running or not, and every other QEMU process. A process belongs to a definition by its
 * uuid or its monitor's socket, never by its name alone: two machines may have one name, and both are shown.
 */
export function buildMachines(facts: HostFacts): readonly Machine[] {
  const running = valueOr(facts.processes, []).map((process) => ({
    process,
    description: parseQemuArgv(process.argv, process.workingDirectory),
  }));
  const definitions = valueOr(facts.definitions, []);
  const owned = definitions.map((definition) => ({
    definition,
    run: running.find((one) => belongsTo(one, definition)),
  }));
  const foreign = running.filter((one) => !owned.some(({ run }) => run === one));
  return [
    ...owned.map(({ definition, run }) => (run ? buildRunning(run, definition, facts) : buildStopped(definition, facts))),
    ...foreign.map((run) => buildRunning(run, null, facts)),
  ].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

function belongsTo({ process, description }: Running, definition: MachineDefinition): boolean {
  const defined = parseQemuArgv(definition.argv);
  return (
    description.uuid === definition.uuid.toLowerCase() ||
    (description.qmpSocketPath !== null && description.qmpSocketPath === defined.qmpSocketPath) ||
    (description.pidFilePath !== null && description.pidFilePath === defined.pidFilePath) ||
    (definition.origin.kind === 'adopted' && isSameList(process.argv, definition.origin.argv))
  );
}

/** A machine that was adopted, as it was found: its words are all that tells it. */
function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

function buildRunning({ process, description }: Running, definition: MachineDefinition | null, facts: HostFacts): Machine {
  return {
    ...describe(description, facts),
    name: definition?.name ?? description.name ?? `qemu-${process.pid}`,
    owner: definition ? 'nutshell' : 'foreign',
    manager: definition ? null : description.manager,
    state: buildRunningState(process, definition, facts),
    // The drive may hold another CD by now than the one it was started with.
    isoPath: definition ? definition.isoPath : description.isoPath,
    nics: buildNics(description, process, facts),
    argv: process.argv,
    definition,
  };
}

function buildStopped(definition: MachineDefinition, facts: HostFacts): Machine {
  const description = parseQemuArgv(definition.argv);
  return {
    ...describe(description, facts),
    name: definition.name,
    owner: 'nutshell',
    manager: null,
    state: { kind: 'stopped', how: judgeEnd(findRun(definition, facts)) },
    memoryMiB: definition.memoryMiB,
    vcpus: definition.vcpus,
    isoPath: definition.isoPath,
    nics: description.nics.map(({ mac, model, backend, bridge }) => ({ mac, model, backend, bridge, tap: null })),
    argv: definition.argv,
    definition,
  };
}

function buildRunningState(process: QemuProcess, definition: MachineDefinition | null, facts: HostFacts): MachineState {
  const run = definition && findRun(definition, facts);
  const pauseReason = run && judgePause(run.events);
  const { pid, startedEpochMs } = process;
  return { kind: 'running', pid, sinceEpochMs: startedEpochMs, isPaused: pauseReason !== null, pauseReason };
}

/** null: the host could not be asked. A machine of which it has nothing has not run since the host started. */
function findRun({ name }: MachineDefinition, { runs }: HostFacts): MachineRun | null {
  if (runs.kind === 'unavailable') {
    return null;
  }
  const nothing = { hasRunFolder: false, hasEventLog: false, wasStarted: false, events: [], lastWords: null };
  return runs.value.find(({ machineName }) => machineName === name) ?? { machineName: name, ...nothing };
}

function describe(description: QemuDescription, facts: HostFacts) {
  const { memoryMiB, vcpus, isoPath, console, uuid, qmpSocketPath } = description;
  return { memoryMiB, vcpus, isoPath, console, uuid, qmpSocketPath, volumes: buildVolumes(description.diskPaths, facts) };
}

function buildNics(description: QemuDescription, process: QemuProcess, { network }: HostFacts): readonly MachineNic[] {
  const links = valueOr(network.links, []);
  const taps = findTaps(description.nics, process, links, valueOr(network.forwarding, []));
  return description.nics.map(({ mac, model, backend, bridge }, at) => {
    const tap = taps[at] ?? null;
    const master = links.find((link) => link.name === tap)?.master ?? null;
    return { mac, model, backend, bridge: bridge ?? master, tap };
  });
}

function buildVolumes(paths: readonly string[], { storage }: HostFacts): readonly MachineVolume[] {
  const volumes = valueOr(storage.volumes, []);
  const files = valueOr(storage.folders, []).flatMap((folder) => folder.files);
  return paths.map((path) => {
    const found = volumes.find((volume) => isVolume(volume, path)) ?? files.find((file) => file.path === path);
    return { path, sizeBytes: found?.sizeBytes ?? null };
  });
}

/** /dev/VG/LV is also /dev/mapper/VG-LV, where a dash inside a name is doubled (lvm(8)). */
function isVolume(volume: Volume, path: string): boolean {
  const escape = (name: string) => name.replaceAll('-', '--');
  return path === volume.path || path === `/dev/mapper/${escape(volume.group)}-${escape(volume.name)}`;
}
