import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTunnelOpener } from '#core/access/create-tunnel-opener.ts';
import { createAwsService, type AwsServiceOptions } from '#core/aws/create-aws-service.ts';
import type { SocketTarget } from '#core/ports/host-shell.ts';
import { parseEucarc } from '#domain/credentials/parse-eucarc.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import { createAwsTool } from '#local/aws/create-aws-tool.ts';
import { createLayoutFiles } from '#local/aws/create-layout-files.ts';
import { createLocalPorts } from '#local/ports/create-local-ports.ts';
import { toLocalStream } from '#local/ports/to-local-stream.ts';
import { anEucarc } from '#support/credentials/an-eucarc.ts';
import { startSignedCloud, type SignedCloud } from '#support/credentials/signed-cloud.ts';
import { aHost } from '../../cli/builders.ts';
import { runCli, type PartialClient } from '../../cli/run-cli.ts';

const isInstalled = existsSync('/usr/bin/aws');
const secret = 'secretSECRETsecretSECRETsecretSECRET0000';
const limitMs = 300_000;
/** A person's own environment, which leads elsewhere. */
const own = {
  PATH: '/usr/bin:/bin',
  HOME: '/nonexistent',
  AWS_ACCESS_KEY_ID: 'MINE',
  AWS_SECRET_ACCESS_KEY: 'MINE',
  AWS_REGION: 'eu-west-1',
};
const commands = [
  ['create-volume', 'ec2 create-volume --size 1 --availability-zone partner01', 'CreateVolume', 'vol-12345678'],
  ['describe-volumes', 'ec2 describe-volumes', 'DescribeVolumes', 'vol-12345678'],
  ['describe-images', 'ec2 describe-images', 'DescribeImages', 'emi-12345678'],
] as const;

interface Ran {
  readonly code: number;
  readonly out: string;
}

function run(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  const [program = '', ...args] = argv;
  return new Promise((resolve) => {
    execFile(program, args, { env: environment }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, out: `${stdout}${stderr}` }),
    );
  });
}

describe.skipIf(!isInstalled)(`Debian's aws${isInstalled ? '' : ' (not run: there is no /usr/bin/aws)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'nutshell-aws-test-'));
  let cloud: SignedCloud;
  beforeAll(async () => {
    cloud = await startSignedCloud(secret);
  });
  afterAll(() => {
    cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The real use cases and adapters; the host is this laptop, whatever the address is that it is to reach. */
  function open(address: string, change: (eucarc: string) => string = (eucarc) => eucarc) {
    const asked: SocketTarget[] = [];
    const text = change(anEucarc({ address, secretAccessKey: secret }));
    const reading = parseEucarc({ cloud: 'ecc', text, path: null });
    if (reading.kind === 'refused') throw new Error('It is no eucarc');
    const openSocket = async (target: SocketTarget) => {
      asked.push(target);
      return toLocalStream(connect({ port: cloud.port, host: '127.0.0.1', allowHalfOpen: true }));
    };
    const service = createAwsService({
      hosts: { find: async () => aHost() },
      connections: { shellOf: () => ({ openSocket }) },
      openTunnel: createTunnelOpener({ ports: createLocalPorts() }),
      tool: createAwsTool({ PATH: '/usr/bin' }, 'linux'),
      files: createLayoutFiles(folder),
      ways: { find: async () => ({ recipe: aBuiltInRecipe('practice-cloud') }) },
      credentials: { get: async () => ({ credentials: reading.credentials }) },
    } as unknown as AwsServiceOptions);
    return { service, asked };
  }

  it.each(commands)(
    '%s works through nutshell aws, over a tunnel that is gone afterwards',
    async (_, words, action, id) => {
      const { service, asked } = open('10.101.7.2:8773');
      const where: string[] = [];
      let ran: Ran | null = null;
      const client: PartialClient = {
        hosts: {
          list: async () => [{ host: aHost(), connection: { kind: 'disconnected' } }],
          connect: async () => ({ kind: 'connected' }),
        },
        credentials: { state: async () => ({ kept: {} as never, isPersistent: false, sources: [] }) },
        aws: {
          serve: (input, options) => service.serve(input, { signal: options?.signal ?? new AbortController().signal }),
        },
      };
      const controller = new AbortController();
      const result = await runCli(['aws', 'ecc', '--', ...words.split(' ')], {
        client,
        signal: controller.signal,
        programs: {
          run: async (argv, _signal, changes = {}) => {
            where.push(changes['AWS_CONFIG_FILE'] ?? '');
            expect(argv.join(' ')).not.toContain(secret);
            const wanted: Readonly<Record<string, string | null | undefined>> = { ...own, ...changes };
            ran = await run(argv, Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, value ?? undefined])));
            return ran.code;
          },
        },
      });
      expect(ran).toMatchObject({ code: 0, out: expect.stringContaining(id) as string });
      expect(result.code).toBe(0);
      expect(result.err.includes('Eucalyptus 3 refuses')).toBe(action !== 'DescribeImages');
      expect(asked[0]).toEqual({ kind: 'tcp', address: '10.101.7.2', port: 8773 });
      expect(cloud.requests.at(-1)).toMatchObject({ action, isSigned: true, path: '/services/Eucalyptus' });
      expect(cloud.requests.at(-1)?.host).toMatch(/^127\.0\.0\.1:\d+$/);
      controller.abort();
      await expect.poll(() => existsSync(where[0] ?? '')).toBe(false);
    },
    limitMs,
  );

  it(
    'works with the sourced env file alone',
    async () => {
      const { service } = open(`127.0.0.1:${cloud.port}`);
      const input = { hostId: 'lab-1', cloud: 'ecc', folder: join(folder, 'written') };
      const context = { signal: new AbortController().signal };
      const review = await service.write({ ...input, merge: false }, context);
      expect(review).toMatchObject({ version: '2.9.19', refusals: [] });
      expect(review.notes.join()).toContain('No aws-cli of 2013 was found here');
      for (const [, words, action, id] of commands) {
        const ran = await run(['sh', '-c', `. "$1/env" && aws ${words}`, 'sh', input.folder], own);
        expect(ran).toMatchObject({ code: 0, out: expect.stringContaining(id) as string });
        expect(cloud.requests.at(-1)).toMatchObject({ action, isSigned: true });
      }
      const modes = [input.folder, ...readdirSync(input.folder).map((name) => join(input.folder, name))];
      expect(modes.map((path) => statSync(path).mode & 0o077)).toEqual(modes.map(() => 0));
      const again = await service.write({ ...input, merge: false }, context);
      expect(new Set(again.changes.map(({ kind }) => kind))).toEqual(new Set(['same']));
    },
    limitMs,
  );

  it(
    'works with the sourced env file and a tunnel at the port that it was written for',
    async () => {
      const { service } = open('10.101.7.2:8773');
      const input = { hostId: 'lab-1', cloud: 'ecc', folder: join(folder, 'tunnelled'), localPort: cloud.port };
      const review = await service.write({ ...input, merge: false }, { signal: new AbortController().signal });
      expect(review.commands[0]).toBe(`nutshell access ecc 8773 --open --port ${cloud.port} &`);
      const ran = await run(['sh', '-c', '. "$1/env" && aws ec2 describe-images', 'sh', input.folder], own);
      expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('emi-12345678') as string });
      expect(cloud.requests.at(-1)).toMatchObject({ isSigned: true, host: `127.0.0.1:${cloud.port}` });
    },
    limitMs,
  );

  it('refuses one port for a cloud whose services are at several places', async () => {
    const { service } = open('10.101.7.2:8773', (eucarc) => eucarc.replace(/(EUARE_URL=http:\/\/)[^/]+/, '$110.101.7.9:8773'));
    const input = { hostId: 'lab-1', cloud: 'ecc', folder: join(folder, 'two-places'), localPort: 18_773 };
    await expect(service.review(input, { signal: new AbortController().signal })).rejects.toThrow('one port leads to one');
  });

  it('leaves files alone that would change, until that was agreed to', async () => {
    const input = { hostId: 'lab-1', cloud: 'ecc', folder: join(folder, 'changed') };
    const context = { signal: new AbortController().signal };
    await open('10.101.7.2:8773').service.write({ ...input, merge: false }, context);
    const { service } = open('10.101.7.9:8773');
    await expect(service.write({ ...input, merge: false }, context)).rejects.toMatchObject({ code: 'conflict' });
    const review = await service.write({ ...input, merge: true }, context);
    const changed = review.changes.find(({ path }) => path === 'data/endpoints.json');
    expect(changed?.lines.join('\n')).toContain('10.101.7.9:8773/services/Eucalyptus');
    expect(JSON.stringify(review)).not.toContain(secret);
  });
});
