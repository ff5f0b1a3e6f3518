import type { ServiceState } from '#domain/access/cloud-service.ts';
import { describe, expect, it } from 'vitest';
import type { AcceptanceTools } from '#core/acceptance/acceptance-tools.ts';
import { createAcceptanceService } from '#core/acceptance/create-acceptance-service.ts';
import { createHeldKeys } from '#core/acceptance/held-keys.ts';
import { createPassingHosts } from '#core/acceptance/passing-hosts.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import type { Ec2Client } from '#core/ec2/create-ec2-client.ts';
import { HostError } from '#core/ports/host-error.ts';
import { describeVerdict, isGreen, type AcceptanceReport } from '#domain/acceptance/acceptance-step.ts';
import { writeMarkdown } from '#domain/acceptance/write-markdown.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { parseXml } from '#domain/ec2/parse-xml.ts';
import { aCloud } from '#fakes/clouds.ts';
import { toXml } from '#fakes/ec2.ts';
import { createFakeLink, createFakeShell } from '#fakes/fake-host-link.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import { aTraceResult } from '#fakes/traces.ts';

const cloud = aCloud({ recipe: 'practice-cloud' });
const publicAddress = formatIpv4(cloud.public[0]?.first ?? 0);
const pem = '-----BEGIN EC PRIVATE KEY-----\nTOPSECRET\n-----END EC PRIVATE KEY-----';
const host = {
  id: 'lab',
  name: 'lab',
  address: 'lab',
  port: 22,
  user: 'root',
  auth: { kind: 'agent' },
  jumps: [],
  origin: 'own',
} as const;

type Answers = Readonly<Record<string, string | HostError>>;

const instance = (state: string) =>
  `<item><instancesSet><item><instanceId>i-1</instanceId><instanceState><name>${state}</name></instanceState><ipAddress>${publicAddress}</ipAddress></item></instancesSet></item>`;

const usual: Answers = {
  DescribeAvailabilityZones:
    '<availabilityZoneInfo><item><zoneName>CLUSTER01</zoneName><zoneState>available</zoneState></item></availabilityZoneInfo>',
  CreateKeyPair: `<keyName>k</keyName><keyMaterial>${pem}</keyMaterial>`,
  DescribeSecurityGroups:
    '<securityGroupInfo><item><groupName>default</groupName><ipPermissions><item><ipProtocol>icmp</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissions></item></securityGroupInfo>',
  DescribeImages: '<imagesSet><item><imageId>emi-1</imageId><imageState>available</imageState></item></imagesSet>',
  RunInstances: instance('pending').replace(/^<item>|<\/item>$/g, ''),
  DescribeInstances: `<reservationSet>${instance('running')}</reservationSet>`,
  TerminateInstances: '<instancesSet/>',
  GetConsoleOutput: '<instanceId>i-1</instanceId><output>boot</output>',
};

interface World {
  readonly answers?: Answers;
  readonly logIn?: () => ReturnType<AcceptanceTools['connectInside']>;
  readonly servicesAreUp?: boolean;
  readonly outcome?: 'passed' | 'lost';
  readonly onAction?: (action: string) => void;
}

const login = {
  user: 'root',
  answers: {
    acceptedFingerprints: ['SHA256:seen'],
    secrets: [{ target: 'root@10.101.7.2', kind: 'password', value: 'the password' }],
    remember: false,
  },
} as const;

async function verify(world: World) {
  const actions: string[] = [];
  const logins: MachineLogin[] = [];
  const client: Ec2Client = {
    async ask(request) {
      const { action } = request;
      actions.push(action);
      world.onAction?.(action);
      const answer = world.answers?.[action] ?? usual[action] ?? '<return>true</return>';
      if (answer instanceof HostError) throw answer;
      const reading = parseXml(toXml(action, answer));
      if (reading.kind === 'broken') throw new Error(reading.reason);
      return request.parse(reading.root);
    },
  };
  const link = createFakeLink(createFakeShell(() => ({ stdout: 'Linux instance 6.1' })));
  const machine = cloud.machines[0];
  if (machine === undefined) throw new Error('no machine');
  const target = { address: '10.0.0.1', port: 22, user: 'root', auth: { kind: 'password' } } as const;
  let clock = 0;
  const heldKeys = createHeldKeys({ read: async () => Promise.reject(new Error('no file')) });
  const service = createAcceptanceService({
    ways: {
      find: async () => ({ host, cloud, recipe: aBuiltInRecipe('practice-cloud') }),
      open: async (_place, _roles, used) => {
        logins.push(used);
        return { kind: 'open', link, target, machine };
      },
    },
    connections: { answersOf: () => ({ acceptedFingerprints: [], secrets: [] }) },
    async *checkServices() {
      const common = {
        id: 's',
        title: 'API',
        machine: 'm',
        address: '10.0.0.1',
        port: 8773,
        protocol: 'tcp',
        url: null,
        isPage: false,
        sshCommand: '',
      } as const;
      const state: ServiceState =
        world.servicesAreUp === false
          ? { kind: 'down', reason: 'Nothing listens.', remedy: 'Start it.', certificate: null }
          : { kind: 'up', detail: 'answers', certificate: null };
      yield { cloud: cloud.name, services: [{ ...common, state }], notes: [] };
    },
    credentials: {
      api: { fetch: async () => ({ kind: 'fetched', summary: {} }) },
      get: async () => ({ credentials: { kind: 'aws', user: 'admin', account: null }, origin: 'root@m' }),
    } as unknown as AcceptanceTools['credentials'],
    openEc2: async () => client,
    decodeBase64: (text) => text,
    connectInside: world.logIn ?? (async () => ({ kind: 'connected', link })),
    heldKeys,
    passingHosts: createPassingHosts({
      check: async () => ({ kind: 'match' }),
      knownTypes: async () => [],
      remember: async () => undefined,
    }),
    traceBy: (openInside) =>
      async function* ({ wayIn }, { signal }) {
        const answers = { acceptedFingerprints: [], secrets: [] };
        if (wayIn !== undefined) await openInside({ host, way: [wayIn.machine], answers, signal });
        yield { kind: 'result', result: aTraceResult({ outcome: world.outcome ?? 'passed', sentence: 'The probes passed.' }) };
      },
    resources: { read: async () => 'true' },
    environment: { now: () => (clock += 1000), randomBytes: (count) => new Uint8Array(count) },
  });
  const input = {
    ...{ hostId: 'lab', cloud: cloud.name, imageId: null, type: null, user: 'root', limitSeconds: 10 },
    login: {
      ...login,
      answers: { ...login.answers, acceptedFingerprints: ['SHA256:seen'], secrets: [...login.answers.secrets] },
    },
  };
  let report: AcceptanceReport | null = null;
  for await (const event of service.verify(input, { signal: new AbortController().signal })) {
    report = event.kind === 'finished' ? event.report : report;
  }
  if (report === null) throw new Error('no report');
  const kinds = Object.fromEntries(report.steps.map(({ id, outcome }) => [id, outcome.kind]));
  return { report, actions, logins, kinds, heldKeys };
}

describe('the acceptance test of a cloud', () => {
  it('is green from the services to SSH into an instance, and leaves nothing', async () => {
    const { report, actions, heldKeys } = await verify({});
    expect(report.steps.filter(({ outcome }) => outcome.kind !== 'passed')).toEqual([]);
    expect(isGreen(report)).toBe(true);
    // Ping was open before, so only SSH is opened, and closed again.
    expect(actions.filter((action) => !action.startsWith('Describe'))).toEqual([
      'CreateKeyPair',
      'AuthorizeSecurityGroupIngress',
      'RunInstances',
      'TerminateInstances',
      'DeleteKeyPair',
      'RevokeSecurityGroupIngress',
    ]);
    await expect(heldKeys.keyFiles.read('(in memory: nutshell-verify-000000)')).rejects.toThrow('no file');
    expect(JSON.stringify(report) + writeMarkdown(report)).not.toContain('TOPSECRET');
  });

  it.each<readonly [string, World, string, readonly string[]]>([
    ['a service that is down', { servicesAreUp: false }, 'services', []],
    [
      'keys that the cloud refuses',
      { answers: { DescribeAvailabilityZones: new HostError('denied', 'No.') } },
      'credentials',
      [],
    ],
    ['no key pair', { answers: { CreateKeyPair: new HostError('conflict', 'Full.') } }, 'key-pair', []],
    ['no image', { answers: { DescribeImages: '<imagesSet/>' } }, 'run-instance', ['DeleteKeyPair']],
    [
      'an instance that dies',
      { answers: { DescribeInstances: `<reservationSet>${instance('terminated')}</reservationSet>` } },
      'running',
      ['TerminateInstances', 'DeleteKeyPair'],
    ],
    [
      'an address of somebody else',
      {
        answers: {
          DescribeInstances: `<reservationSet>${instance('running').replace(publicAddress, '192.0.2.1')}</reservationSet>`,
        },
      },
      'public-address',
      ['TerminateInstances', 'DeleteKeyPair'],
    ],
    ['probes that are lost', { outcome: 'lost' }, 'trace', ['TerminateInstances', 'DeleteKeyPair']],
  ])('is red at the right step for %s, and cleans up', async (_name, world, step, cleaned) => {
    const { report, actions, kinds } = await verify(world);
    expect([kinds[step], kinds['clean-up']]).toEqual(['failed', 'passed']);
    expect(Object.values(kinds).filter((kind) => kind === 'failed')).toHaveLength(1);
    expect(describeVerdict(report)).toContain('failed at step');
    expect(actions).toEqual(expect.arrayContaining([...cleaned]));
    expect(report.collected.map(({ title }) => title).join()).toContain('Logs of');
  });

  it('looks into the machine with the login that was given, and says where nobody listened', async () => {
    const { report, logins } = await verify({});
    expect(logins).toEqual([{ ...login, machine: cloud.machines[0]?.name }]);
    const evidence = report.steps.find(({ id }) => id === 'trace')?.evidence;
    expect(evidence?.[1]).toMatch(/^Seen at \d of 4 devices: /);
    expect(evidence?.[2]).toBe('Nobody listened at eth0 of the instance: Nobody looks into the instance.');
    expect(JSON.stringify(report)).not.toContain('the password');
  });

  it('names what it could not take away', async () => {
    const { report } = await verify({ answers: { TerminateInstances: new HostError('command-failed', 'The cloud is down.') } });
    expect(report.steps.at(-1)?.outcome).toMatchObject({
      message: expect.stringContaining('instance i-1 is still there') as string,
    });
  });

  it('takes the first host key of an instance, once', async () => {
    const fingerprint = `SHA256:${'a'.repeat(43)}`;
    const question = {
      kind: 'unknown-host-key',
      target: 'i',
      keyType: 'ssh-ed25519',
      fingerprint,
      otherTypeKnown: false,
    } as const;
    let asked = 0;
    const logIn: World['logIn'] = async () => {
      asked += 1;
      return asked === 1
        ? { kind: 'question', question }
        : { kind: 'connected', link: createFakeLink(createFakeShell(() => ({ stdout: 'x' }))) };
    };
    const { report } = await verify({ logIn });
    expect(report.steps.find(({ id }) => id === 'ssh')?.evidence.join()).toContain(fingerprint);
  });
});
