import type { ToldInstance } from '#domain/path/told-instances.ts';
import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import type { CloudPlace, OpenEc2 } from '../ec2/create-ec2-service.ts';
import { HostError } from '../ports/host-error.ts';

/** A cloud is asked again only after so long, however many look. */
const maxAgeMs = 8_000;
/** A picture does not wait longer for an API that may be slow; what it tells is in the next one. */
const patienceMs = 1_500;

export interface ToldAnswer {
  readonly instances: readonly ToldInstance[];
  /** Why the cloud was not asked, or did not answer; null where it did, or where no credentials are kept. */
  readonly note: string | null;
}

export interface ToldInstancesOptions {
  readonly openEc2: OpenEc2;
  readonly now: () => number;
}

interface Asked {
  readonly atEpochMs: number;
  readonly answer: Promise<ToldAnswer>;
  /** The last whole one. */
  readonly before: ToldAnswer;
}

const nothing: ToldAnswer = { instances: [], note: null };

export type AskInstances = ReturnType<typeof createToldInstances>;

/** What clouds tell of their instances, where their credentials are kept; never waits long, and never fails. */
export function createToldInstances({ openEc2, now }: ToldInstancesOptions) {
  const asked = new Map<string, Asked>();

  async function ask(place: CloudPlace): Promise<ToldAnswer> {
    try {
      const client = await openEc2(place);
      const instances = await client.ask(ec2Requests.describeInstances(), AbortSignal.timeout(maxAgeMs * 4));
      const told = instances.map(({ id, state, privateAddress, publicAddress }) => ({
        name: id,
        state,
        privateAddress,
        publicAddress,
      }));
      return { instances: told, note: null };
    } catch (error) {
      // Without credentials, or with those of another kind of cloud, there is nobody to ask.
      const isSilent = error instanceof HostError && (error.code === 'not-found' || error.code === 'unsupported');
      const reason = error instanceof Error ? error.message : String(error);
      return { instances: [], note: isSilent ? null : `${place.cloud} did not tell of its instances: ${reason}` };
    }
  }

  return async (place: CloudPlace): Promise<ToldAnswer> => {
    const key = `${place.hostId} ${place.cloud}`;
    const last = asked.get(key);
    if (last !== undefined && now() - last.atEpochMs < maxAgeMs) {
      return orSooner(last.answer, last.before);
    }
    const before = last === undefined ? nothing : await orSooner(last.answer, last.before);
    const answer = ask(place);
    asked.set(key, { atEpochMs: now(), answer, before });
    return orSooner(answer, before);
  };
}

async function orSooner(answer: Promise<ToldAnswer>, before: ToldAnswer): Promise<ToldAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ToldAnswer>((resolve) => {
    timer = setTimeout(() => resolve(before), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
