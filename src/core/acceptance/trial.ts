import type { Cloud } from '#domain/clouds/cloud.ts';
import type { AcceptanceStepId, CollectedText } from '#domain/acceptance/acceptance-step.ts';
import type { Ec2Instance } from '#domain/ec2/instance.ts';
import type { NewKeyPair } from '#domain/ec2/key-pair.ts';
import type { Opening, SecurityGroup } from '#domain/ec2/security-group.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import type { Ec2Client } from '../ec2/create-ec2-client.ts';

export interface TrialWish {
  /** null: the first of the cloud's images that an instance can be started from. */
  readonly imageId: string | null;
  readonly type: string | null;
  /** As whom the image lets in. */
  readonly user: string;
  readonly limitSeconds: number;
  readonly login: MachineLogin;
}

/** One test of one cloud, and what it made so far: all of that is taken away again. */
export interface Trial {
  readonly host: Host;
  readonly cloud: Cloud;
  readonly recipe: Recipe;
  readonly wish: TrialWish;
  readonly keyName: string;
  readonly made: {
    client: Ec2Client | null;
    key: NewKeyPair | null;
    group: SecurityGroup | null;
    /** Only what this test opened; what was open before stays so. */
    readonly opened: Opening[];
    instance: Ec2Instance | null;
    readonly forget: (() => void)[];
  };
}

/** What a step tells; the lines are its evidence when it passes. */
export interface StepContext {
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly see: (line: string) => void;
  readonly collect: (collected: CollectedText) => void;
}

export type StepAct = (trial: Trial, context: StepContext) => Promise<void>;

export type StepActs = Readonly<Record<AcceptanceStepId, StepAct>>;

/** What an earlier step must have left; without it the order of the steps is wrong. */
export function need<Value>(value: Value | null, what: string): Value {
  if (value === null) {
    throw new Error(`The test has no ${what} yet`);
  }
  return value;
}
