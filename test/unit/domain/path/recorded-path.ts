import { diagnosePath } from '#domain/path/diagnose-path.ts';
import type { Diagnosis } from '#domain/path/diagnosis.ts';
import { proposeProbe, type ProbeWish } from '#domain/path/propose-probe.ts';
import type { CardEnd } from '#domain/path/walk/scene.ts';
import { replica, replicaCard, withCard } from '#fakes/path-places.ts';
import { readRecordedPlace } from '../../../fixtures/read-fixture.ts';

/** A change in what a place said. */
export type Edit = (text: string) => string;

export interface Change {
  readonly host?: Edit;
  readonly machine?: Edit;
  readonly nested?: Edit;
  /** Places that nobody looked into. */
  readonly unread?: 'machine' | 'nested';
  readonly card?: CardEnd;
  readonly otherCards?: readonly CardEnd[];
  readonly wish?: ProbeWish;
}

/** The recorded healthy path, changed in what the places said. */
export function diagnose({
  host,
  machine,
  nested,
  unread,
  card = replicaCard,
  otherCards = [],
  wish = { to: replica.publicAddress },
}: Change): Diagnosis {
  const places = {
    host: withCard(readRecordedPlace('path-replica/host.txt', host)),
    machine: unread === 'machine' ? null : readRecordedPlace('path-replica/machine.txt', machine),
    nested: unread === undefined ? readRecordedPlace('path-replica/nested.txt', nested) : null,
  };
  return diagnosePath({ places, card, otherCards, probe: proposeProbe(places, card, wish) });
}

/** Replaces, and fails where there was nothing to replace. */
export function put(...pairs: readonly (readonly [string | RegExp, string])[]): Edit {
  return (text) =>
    pairs.reduce((sofar, [from, to]) => {
      const next = sofar.replace(from, to);
      if (next === sofar) throw new Error(`Nothing to replace: ${String(from)}`);
      return next;
    }, text);
}
