import { formatRange } from '#domain/addressing/address-range.ts';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import { formatSeconds } from '#domain/acceptance/acceptance-step.ts';
import { canRun } from '#domain/ec2/image.ts';
import { isEnded, type Ec2Instance } from '#domain/ec2/instance.ts';
import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { HostError } from '../ports/host-error.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { logInToInstance } from './log-in-to-instance.ts';
import { need, type StepActs, type StepContext, type Trial } from './trial.ts';
import { waitUntil } from './wait-until.ts';

const everyMs = 3_000;
const addressLimitMs = 60_000;

/** The steps of the instance itself. */
export function createInstanceActs(
  tools: AcceptanceTools,
): Pick<StepActs, 'run-instance' | 'running' | 'public-address' | 'ssh'> {
  const { now } = tools.environment;

  async function read({ made }: Trial, signal: AbortSignal): Promise<Ec2Instance> {
    const { id } = need(made.instance, 'instance');
    const found = (await need(made.client, 'client').ask(ec2Requests.describeInstances([id]), signal)).find(
      (each) => each.id === id,
    );
    if (found === undefined || isEnded(found)) {
      const why = found?.reason === undefined || found.reason === null ? '' : ` The cloud says: ${found.reason}`;
      throw new HostError('command-failed', `The instance ${id} is ${found?.state ?? 'gone'}.${why}`, {
        hint: 'Look into the logs of the node controller.',
      });
    }
    made.instance = found;
    return found;
  }

  return {
    'run-instance': runInstance,

    async running(trial, { signal, note, see }) {
      const { limitSeconds } = trial.wish;
      const beganAt = now();
      await waitUntil({
        ...{ limitMs: limitSeconds * 1000, everyMs, now, signal },
        look: async () => {
          const instance = await read(trial, signal);
          note(`The instance is ${instance.state} for ${formatSeconds(now() - beganAt)}.`);
          return instance.state === 'running' ? instance : null;
        },
        giveUp: () =>
          new HostError(
            'unreachable',
            `The instance did not run within ${limitSeconds} seconds; it is ${trial.made.instance?.state ?? 'gone'}.`,
            {
              hint: 'An emulated node is slow: give it more time with --limit, or look into the logs of the node controller.',
            },
          ),
      });
      see(`It ran ${formatSeconds(now() - beganAt)} after it was asked about first`);
    },

    async 'public-address'(trial, { signal, see }) {
      const address = await waitUntil({
        ...{ limitMs: addressLimitMs, everyMs, now, signal },
        look: async () => (await read(trial, signal)).publicAddress,
        giveUp: () =>
          new HostError('missing-on-host', 'The instance runs, and has no public address.', {
            hint: 'Its public range may be used up (nutshell ec2 addresses CLOUD), or the cluster controller does not give any.',
          }),
      });
      see(`${address}, and ${trial.made.instance?.privateAddress ?? 'none'} inside`);
      judgeAddress(trial, address);
    },

    ssh: (trial, context) => logIn(tools, trial, context),
  };
}

async function runInstance({ wish, keyName, made }: Trial, { signal, see }: StepContext): Promise<void> {
  const client = need(made.client, 'client');
  const images = (await client.ask(ec2Requests.describeImages(), signal)).filter(canRun);
  const image = wish.imageId === null ? images[0] : images.find(({ id }) => id === wish.imageId);
  if (image === undefined) {
    const known = images.map(({ id }) => id);
    throw new HostError('not-found', 'The cloud has no such image that an instance can be started from.', {
      hint: suggestionFor(wish.imageId ?? '', known, 'images'),
    });
  }
  see(`Image ${image.id} ${image.name ?? image.location ?? ''}`.trim());
  const group = need(made.group, 'security group').name;
  const request = ec2Requests.runInstance({ imageId: image.id, keyName, type: wish.type, group, zone: null });
  const [instance] = await client.ask(request, signal);
  if (instance === undefined) {
    throw new HostError('unexpected-output', 'The cloud took the request and started nothing.');
  }
  made.instance = instance;
  see(`Instance ${instance.id} in ${instance.zone ?? 'a zone that is not told'}`);
}

function judgeAddress({ cloud }: Trial, address: string): void {
  const number = parseIpv4(address);
  const isInside = cloud.public.some(({ first, last }) => number !== null && first <= number && number <= last);
  if (!isInside && cloud.public.length > 0) {
    throw new HostError(
      'conflict',
      `${address} is none of the cloud's public addresses (${cloud.public.map(formatRange).join(', ')}).`,
      {
        hint: 'The cloud was installed with another range than the one that was planned; compare its VNET_PUBLICIPS.',
      },
    );
  }
}

async function logIn(tools: AcceptanceTools, trial: Trial, context: StepContext): Promise<void> {
  const { link, fingerprint } = await logInToInstance(tools, trial, context);
  try {
    const { stdout } = await link.shell.run({
      purpose: 'Ask the instance who it is',
      command: { kind: 'argv', argv: ['uname', '-snr'] },
      signal: context.signal,
    });
    context.see(`Logged in as ${trial.wish.user}: ${stdout.trim()}`);
    context.see(`Host key ${fingerprint}, ${link.serverVersion}`);
  } finally {
    link.close();
  }
}
