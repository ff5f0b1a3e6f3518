import { describe, expect, it } from 'vitest';
import { buildOutcomeAlert, listInstallAlerts } from '#domain/alerts/list-install-alerts.ts';
import type { InstallStage } from '#domain/clouds/timeline/install-timeline.ts';
import type { MachineProgress } from '#domain/clouds/timeline/build-progress.ts';
import type { StallVerdict } from '#domain/clouds/timeline/judge-stall.ts';

const source = { hostId: 'lab-1', cloud: 'blue', operationId: 'op-1' };
const going: StallVerdict = { kind: 'going' };
const needing = (sinceEpochMs: number): StallVerdict => ({
  kind: 'needs-person',
  sinceEpochMs,
  sentence: 'It needs a person: it asks.',
});
const stalled = (minutes: number): StallVerdict => ({
  kind: 'stalled',
  sinceEpochMs: 5,
  sentence: `Nothing was seen of it for ${minutes} minutes.`,
});

function aProgress(stage: InstallStage, stall: StallVerdict = going): MachineProgress {
  const phase = { stage, title: 'The installer stopped', beganEpochMs: 0, endedEpochMs: null };
  return { name: 'blue-nc', role: 'nc', timeline: { phases: [phase], lastSignEpochMs: 0, lastLine: 'No disk.' }, stall };
}
const kindsOf = (before: readonly MachineProgress[], after: MachineProgress) =>
  listInstallAlerts(source, before, [after]).map(({ kind }) => kind);

describe('what a person should hear of an install', () => {
  it('is that a machine needs them, also where it did so before anybody looked', () => {
    expect(listInstallAlerts(source, [], [aProgress('needs-person', needing(1))])).toEqual([
      {
        id: 'op-1 blue-nc needs-person 1',
        kind: 'needs-person',
        title: 'blue-nc needs you',
        body: 'It needs a person: it asks.',
        about: { hostId: 'lab-1', cloud: 'blue' },
      },
    ]);
  });

  it('is told once for as long as it is so, and again when it comes anew', () => {
    const before = [aProgress('needs-person', needing(1))];
    expect(kindsOf(before, aProgress('needs-person', needing(1)))).toEqual([]);
    expect(kindsOf(before, aProgress('packages'))).toEqual([]);
    expect(kindsOf(before, aProgress('needs-person', needing(9)))).toEqual(['needs-person']);
    expect(kindsOf([aProgress('packages', stalled(10))], aProgress('packages', stalled(11)))).toEqual([]);
  });

  it('is that one stands still, or has failed, with what its console said last', () => {
    expect(kindsOf([aProgress('packages')], aProgress('packages', stalled(10)))).toEqual(['stalled']);
    const [failed] = listInstallAlerts(source, [aProgress('packages')], [aProgress('failed', { kind: 'over' })]);
    expect(failed).toMatchObject({ kind: 'failed', body: 'The installer stopped. Its console said last: No disk.' });
    expect(kindsOf([aProgress('first-boot')], aProgress('ready', { kind: 'over' }))).toEqual([]);
  });

  it('is how it ended, unless a person ended it', () => {
    const failed = { kind: 'failed', stepId: 'x', message: 'The disk is full.', hint: null, leftovers: [] } as const;
    expect(buildOutcomeAlert(source, { kind: 'succeeded' })?.title).toBe('Cloud blue is done');
    expect(buildOutcomeAlert(source, failed)).toMatchObject({ kind: 'failed', body: 'The disk is full.' });
    expect(buildOutcomeAlert(source, { kind: 'interrupted', stepId: null, reason: 'The host restarted.' })?.body).toContain(
      'It can go on',
    );
    expect(buildOutcomeAlert(source, { kind: 'cancelled', leftovers: [] })).toBeNull();
    expect(buildOutcomeAlert(source, { kind: 'undone', leftovers: [] })).toBeNull();
  });
});
