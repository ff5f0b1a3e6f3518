import { describe, expect, it } from 'vitest';
import { known, unavailable } from '#domain/fact.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { judgeEnd } from '#domain/machines/judge-end.ts';
import { judgePause } from '#domain/machines/judge-pause.ts';
import type { MachineRun, QmpEvent } from '#domain/machines/machine-run.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aDefinition, aRun } from '#fakes/machines.ts';

const event = (name: string, data: QmpEvent['data'] = {}): QmpEvent => ({ name, atEpochMs: 1_000, data });
const endOf = (more: Partial<MachineRun>) => judgeEnd(aRun(more)).kind;

describe('how a machine ended', () => {
  it.each([
    ['guest-shutdown', 'shut-down-by-guest'],
    ['host-qmp-quit', 'powered-off'],
    ['host-signal', 'powered-off'],
    ['host-error', 'died'],
    ['guest-panic', 'died'],
    ['a-reason-of-tomorrow', 'powered-off'],
  ])('SHUTDOWN for %s means %s', (reason, kind) => {
    expect(judgeEnd(aRun({ events: [event('SHUTDOWN', { reason })] }))).toMatchObject({ kind, atEpochMs: 1_000 });
  });

  it('QEMU before 4.0 tells only whether the guest wanted it', () => {
    expect(endOf({ events: [event('SHUTDOWN', { guest: true })] })).toBe('shut-down-by-guest');
    expect(endOf({ events: [event('SHUTDOWN', { guest: false })] })).toBe('powered-off');
  });

  it('died where QEMU said nothing and the host was not restarted since', () => {
    const end = judgeEnd(aRun({ events: [event('RESUME')], lastWords: 'qemu: fatal' }));
    expect(end).toMatchObject({ kind: 'died', lastWords: 'qemu: fatal', atEpochMs: null });
  });

  it('is the host’s restart where /run was emptied and QEMU said nothing, or got its signal', () => {
    expect(endOf({ hasRunFolder: false })).toBe('host-restarted');
    expect(endOf({ hasRunFolder: false, events: [event('SHUTDOWN', { reason: 'host-signal' })] })).toBe('host-restarted');
    expect(endOf({ hasRunFolder: false, events: [event('SHUTDOWN', { reason: 'guest-shutdown' })] })).toBe('shut-down-by-guest');
  });

  it('says that nobody knows where nobody does', () => {
    expect(judgeEnd(null).kind).toBe('unknown');
    expect(endOf({ hasEventLog: false, wasStarted: false })).toBe('unknown');
    expect(endOf({ wasStarted: false })).toBe('never-started');
  });
});

describe('why a machine stands still', () => {
  it('only the last of STOP and RESUME counts', () => {
    expect(judgePause([event('STOP'), event('RESUME')])).toBeNull();
    expect(judgePause([event('RESUME'), event('STOP')])).toBe('It was paused.');
    expect(judgePause([event('RESET')])).toBeNull();
  });

  it('names a disk without room', () => {
    const failed = event('BLOCK_IO_ERROR', { action: 'stop', nospace: true });
    expect(judgePause([failed, event('STOP')])).toContain('no room');
    expect(judgePause([event('BLOCK_IO_ERROR', { action: 'report' }), event('STOP')])).toBe('It was paused.');
  });
});

describe('buildMachines', () => {
  const definition = aDefinition({ argv: ['qemu'] });
  const host = (run: Partial<MachineRun> | null) =>
    aHost({
      definitions: known([definition], 'cat'),
      runs: run === null ? unavailable('grep', 'no') : known([aRun(run)], 'grep'),
    });

  it('brings the end of a machine that does not run', () => {
    expect(buildMachines(host({}))[0]?.state).toMatchObject({ kind: 'stopped', how: { kind: 'died' } });
    expect(buildMachines(host(null))[0]?.state).toMatchObject({ kind: 'stopped', how: { kind: 'unknown' } });
    expect(buildMachines(host({ machineName: 'another' }))[0]?.state).toMatchObject({ how: { kind: 'host-restarted' } });
  });

  it('brings the pause of one that runs', () => {
    const argv = ['qemu-kvm', '-uuid', definition.uuid];
    const process = { pid: 7, startedEpochMs: null, argv, taps: [], tapDescriptors: [], workingDirectory: '/' };
    const facts = { ...host({ events: [event('STOP')] }), processes: known([process], 'ps') };
    expect(buildMachines(facts)[0]?.state).toMatchObject({ kind: 'running', isPaused: true, pauseReason: 'It was paused.' });
  });
});
