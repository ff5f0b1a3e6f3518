import { allCauses } from './causes/all-causes.ts';
import type { Finding, Severity } from './causes/cause.ts';
import { describeStep, isOnTheWay } from './describe-step.ts';
import type { Diagnosis, Doubt, Reach, Verdict } from './diagnosis.ts';
import { findDoubts } from './find-doubts.ts';
import { buildScene, type SceneRequest } from './walk/build-scene.ts';
import type { Scene } from './walk/scene.ts';
import { walkPath } from './walk/walk-path.ts';

/** Thinks a probe through, from the network outside to where it should arrive and back, and names what stops it. */
export function diagnosePath(request: SceneRequest): Diagnosis {
  const scene = buildScene(request);
  const walk = walkPath(scene);
  const findings = sortBySeverity(allCauses.flatMap((cause) => cause.find({ ...scene, walk })));
  const doubts = findDoubts(scene, walk);
  const steps = walk.filter(isOnTheWay).map(describeStep);
  const isBlocked = steps.some(({ verdict }) => verdict === 'block');
  const faults = findings.filter(({ severity }) => severity !== 'notice');
  const verdict: Verdict = faults.length > 0 ? 'broken' : doubts.length > 0 || isBlocked ? 'unclear' : 'healthy';
  const reach = toReach(scene);
  return {
    verdict,
    sentence: describeVerdict(verdict, faults, doubts, reach),
    probe: request.probe,
    reach,
    findings,
    doubts,
    steps,
  };
}

const ranks: Readonly<Record<Severity, number>> = { blocks: 0, degrades: 1, notice: 2 };

function sortBySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((one, other) => ranks[one.severity] - ranks[other.severity]);
}

function toReach({ machine, nested }: Scene): Reach {
  return nested ? 'nested' : machine ? 'machine' : 'host';
}

const reachWords: Readonly<Record<Reach, string>> = {
  host: 'Nothing on the host stops packets to the machine. Nobody looked inside it.',
  machine: 'Nothing on the host or in the machine stops the packet. Nobody looked into the instance.',
  nested: 'Nothing on the way stops the packet or its answer.',
};

function describeVerdict(verdict: Verdict, faults: readonly Finding[], doubts: readonly Doubt[], reach: Reach): string {
  const [first, ...others] = faults;
  if (first) {
    return others.length === 0
      ? first.sentence
      : `${first.sentence} There ${others.length === 1 ? 'is one more cause' : `are ${others.length} more causes`}.`;
  }
  return verdict === 'healthy'
    ? reachWords[reach]
    : `No cause was found, but whether the packet passes cannot be told: ${doubts[0]?.sentence ?? 'a step of the walk ends it in a way that no rule explains.'}`;
}
