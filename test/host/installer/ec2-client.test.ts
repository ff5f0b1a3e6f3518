import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEc2Client, type Ec2Account } from '#core/ec2/create-ec2-client.ts';
import type { HttpExchange } from '#core/ports/http-exchange.ts';
import { ec2Requests, type Ec2Request } from '#domain/ec2/ec2-requests.ts';
import { parseEndpoint } from '#domain/ec2/endpoint.ts';
import { digests } from '#fakes/ec2.ts';
import { createFakeByteStream } from '#fakes/fake-byte-stream.ts';
import { whyNoReplica } from '#support/path-replica.ts';
import { startInsideCloud, type InsideCloud } from './inside-cloud.ts';

const reason = whyNoReplica();
const { signal } = new AbortController();

/** The product's own client against the very program behind port 8773, which checks every signature. */
describe.skipIf(reason !== null)(`the EC2 client and the practice cloud${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  let cloud: InsideCloud | null = null;

  beforeAll(async () => {
    cloud = await startInsideCloud('nsee');
    // As 3.3 does: each parameter that an action does not have is refused.
    cloud.run('sh', '-c', `echo 'PRACTICE_UNKNOWN_PARAMETERS="error"' >>/etc/eucalyptus/eucalyptus.conf`);
  });

  afterAll(() => cloud?.stop());

  /** As lighttpd asks its programs (RFC 3875). */
  const askProgram: HttpExchange = async (_stream, { path, headers, body }) => {
    const names = Object.entries(headers).map(([name, value]) => {
      const variable = name.toUpperCase().replaceAll('-', '_');
      return `${variable === 'CONTENT_TYPE' ? variable : `HTTP_${variable}`}=${value}`;
    });
    const request = ['REQUEST_METHOD=POST', `REQUEST_URI=${path}`, `CONTENT_LENGTH=${Buffer.byteLength(body)}`];
    const said = cloud?.installed.run(['env', ...request, ...names, '/bin/sh', '/usr/lib/practice/api/ec2.sh'], body) ?? '';
    const end = said.indexOf('\r\n\r\n');
    const status = Number(/^Status: (\d+)/m.exec(said.slice(0, end))?.[1] ?? 200);
    return { status, headers: { date: new Date().toUTCString() }, body: said.slice(end + 4), certificateFingerprint: null };
  };

  function ask<Answer>(request: Ec2Request<Answer>, change: { readonly secret?: string; readonly now?: () => number } = {}) {
    const iamrc = cloud?.run('cat', '/root/credentials/admin/iamrc') ?? '';
    const read = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(iamrc)?.[1] ?? '';
    const endpoint = parseEndpoint('http://10.77.0.20:8773/services/Eucalyptus');
    if (endpoint === null) throw new Error('no endpoint');
    const keys = { accessKeyId: read('AWSAccessKeyId'), secretAccessKey: change.secret ?? read('AWSSecretKey') };
    const account: Ec2Account = { cloud: 'inside', endpoint, keys, openStream: async () => createFakeByteStream() };
    return createEc2Client({ exchange: askProgram, digests, now: change.now ?? Date.now }, account).ask(request, signal);
  }

  it('sees images, zones, groups, keys and instances, with no parameter too many', async () => {
    const [image] = await ask(ec2Requests.describeImages());
    expect(image).toMatchObject({ name: 'Practice image', state: 'available', kind: 'machine', isPublic: true });
    expect(await ask(ec2Requests.describeZones())).toEqual([{ name: 'CLUSTER01', state: 'available' }]);
    expect((await ask(ec2Requests.describeGroups()))[0]?.name).toBe('default');
    expect((await ask(ec2Requests.describeKeyPairs())).map(({ name }) => name)).toContain('admin');
    expect(await ask(ec2Requests.describeInstances())).not.toHaveLength(0);
  });

  it('makes a key, starts an instance with it, and takes both away', async () => {
    const key = await ask(ec2Requests.createKeyPair('mine'));
    expect(key.privateKey).toContain('PRIVATE KEY-----\n');
    const [image] = await ask(ec2Requests.describeImages());
    const wish = { imageId: image?.id ?? '', keyName: 'mine', type: 'm1.small', group: 'default', zone: 'CLUSTER01' };
    const [started] = await ask(ec2Requests.runInstance(wish));
    const [seen] = await ask(ec2Requests.describeInstances([started?.id ?? '']));
    expect(seen).toMatchObject({
      id: started?.id,
      state: 'running',
      keyName: 'mine',
      publicAddress: expect.any(String) as string,
    });
    expect(await ask(ec2Requests.terminateInstance(started?.id ?? ''))).toMatchObject([{ state: 'terminated' }]);
    await ask(ec2Requests.deleteKeyPair('mine'));
  });

  it('makes a volume and opens a port', async () => {
    expect(await ask(ec2Requests.createVolume(1, 'CLUSTER01'))).toMatchObject({ sizeGiB: 1, zone: 'CLUSTER01' });
    await ask(ec2Requests.authorize('default', { protocol: 'tcp', fromPort: 8080, toPort: 8080, source: '0.0.0.0/0' }));
    const [group] = await ask(ec2Requests.describeGroups());
    expect(group?.permissions).toContainEqual(expect.objectContaining({ protocol: 'tcp', fromPort: 8080 }));
  });

  it('is told when its secret or its clock is wrong', async () => {
    await expect(ask(ec2Requests.describeImages(), { secret: 'wrong' })).rejects.toMatchObject({ code: 'denied' });
    const hourAgo = () => Date.now() - 3_600_000;
    await expect(ask(ec2Requests.describeImages(), { now: hourAgo })).rejects.toThrow('The clocks are 60 minutes apart');
  });
});
