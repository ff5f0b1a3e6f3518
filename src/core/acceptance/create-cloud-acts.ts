import type { CloudAccess } from '#contract/access.ts';
import { describeHolder } from '#domain/credentials/cloud-credentials.ts';
import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { describePorts, isOpen, type Opening } from '#domain/ec2/security-group.ts';
import { HostError } from '../ports/host-error.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { need, type StepActs } from './trial.ts';

/** FastStart's own test opens these two (HOWTO: euca-authorize -P icmp …, -P tcp -p 22 default). */
const openings: readonly Opening[] = [
  { protocol: 'icmp', fromPort: -1, toPort: -1, source: '0.0.0.0/0' },
  { protocol: 'tcp', fromPort: 22, toPort: 22, source: '0.0.0.0/0' },
];

/** The steps before there is an instance. */
export function createCloudActs(
  tools: AcceptanceTools,
): Pick<StepActs, 'services' | 'credentials' | 'key-pair' | 'security-group'> {
  return {
    async services({ host, cloud }, { signal, note, see }) {
      let last: CloudAccess | null = null;
      for await (const access of tools.checkServices({ hostId: host.id, cloud: cloud.name }, { signal })) {
        last = access;
        const known = access.services.filter(({ state }) => state.kind !== 'checking').length;
        note(`${known} of ${access.services.length} services have answered.`);
      }
      judgeServices(last, see);
    },

    async credentials({ host, cloud, wish, made }, { signal, see }) {
      const place = { hostId: host.id, cloud: cloud.name };
      const answer = await tools.credentials.api.fetch({ ...place, login: wish.login }, { signal });
      if (answer.kind === 'none') {
        throw new HostError('missing-on-host', `${cloud.name} gave no credentials. ${answer.reasons.join(' ')}`, {
          hint: 'Look into the logs of its setup.',
        });
      }
      if (answer.kind !== 'fetched') {
        throw explainLogin(answer.kind);
      }
      const { credentials, origin } = await tools.credentials.get(host.id, cloud.name);
      see(`${describeHolder(credentials)}, from ${origin}`);
      made.client = await tools.openEc2(place);
      const zones = await made.client.ask(ec2Requests.describeZones(), signal);
      see(`Availability zones: ${zones.map(({ name, state }) => `${name} (${state ?? 'unknown'})`).join(', ') || 'none'}`);
    },

    async 'key-pair'({ keyName, made }, { signal, see }) {
      made.key = await need(made.client, 'client').ask(ec2Requests.createKeyPair(keyName), signal);
      see(`${keyName}, fingerprint ${made.key.fingerprint ?? 'not told'}`);
    },

    async 'security-group'({ made }, { signal, see }) {
      const client = need(made.client, 'client');
      const groups = await client.ask(ec2Requests.describeGroups(), signal);
      const group = groups.find(({ name }) => name === 'default') ?? null;
      if (group === null) {
        throw new HostError('not-found', 'The cloud has no security group called default.', {
          hint: 'Every account has one from its beginning; look into the logs of the cloud.',
        });
      }
      made.group = group;
      for (const opening of openings) {
        const wasOpen = isOpen(group, opening);
        if (!wasOpen) {
          await client.ask(ec2Requests.authorize(group.name, opening), signal);
          made.opened.push(opening);
        }
        see(`${describePorts(opening)} from ${opening.source} ${wasOpen ? 'was open already' : 'was opened'}`);
      }
    },
  };
}

function judgeServices(access: CloudAccess | null, see: (line: string) => void): void {
  const services = access?.services ?? [];
  const down = services.flatMap(({ title, address, port, state }) => {
    const place = `${title}, ${address} port ${port}`;
    switch (state.kind) {
      case 'up':
        see(`${place}: ${state.detail}`);
        return [];
      case 'down':
        return [{ place, ...state }];
      case 'installing':
        return [{ place, reason: state.reason, remedy: 'Wait until the cloud is ready, and try it again.' }];
      default:
        see(`${place}: not checked`);
        return [];
    }
  });
  const [first] = down;
  if (first !== undefined) {
    throw new HostError('unreachable', down.map(({ place, reason }) => `${place}: ${reason}`).join(' '), { hint: first.remedy });
  }
  if (services.length === 0) {
    throw new HostError('unsupported', 'The recipe of the cloud lists no services.');
  }
}

function explainLogin(kind: 'question' | 'changed-host-key' | 'failed'): HostError {
  return new HostError('denied', `The machine that has the credentials cannot be logged in to (${kind}).`, {
    hint: 'Fetch the credentials once by hand, which asks what is needed: nutshell credentials CLOUD --fetch',
  });
}
