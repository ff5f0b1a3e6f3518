import { afterEach, describe, expect, it } from 'vitest';
import { createEc2Client } from '#core/ec2/create-ec2-client.ts';
import { HostError } from '#core/ports/host-error.ts';
import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { parseEndpoint } from '#domain/ec2/endpoint.ts';
import { exchangeHttp } from '#host/http/exchange-http.ts';
import { digests, openLocal, startFakeApi, toErrorXml, toXml, type Answering, type FakeApi } from '#fakes/ec2.ts';

let api: FakeApi | null = null;

afterEach(async () => {
  await api?.close();
  api = null;
});

async function createClient(answer: Answering, change: { readonly url?: string; readonly silenceMs?: number } = {}) {
  const started = await startFakeApi(answer);
  api = started;
  const endpoint = parseEndpoint(change.url ?? 'http://10.101.7.2:8773/services/Eucalyptus');
  if (endpoint === null) throw new Error('no endpoint');
  const exchange: typeof exchangeHttp = (stream, order) =>
    exchangeHttp(stream, { ...order, silenceMs: change.silenceMs ?? order.silenceMs });
  return createEc2Client(
    { exchange, digests, now: () => Date.now() },
    {
      ...{ cloud: 'blue', endpoint, keys: { accessKeyId: 'AK', secretAccessKey: 'SECRET' } },
      openStream: () => openLocal(started.port, true),
    },
  );
}

async function failureOf(asked: Promise<unknown>): Promise<HostError> {
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof HostError)) throw new Error(`no HostError: ${String(error)}`);
  return error;
}

const { signal } = new AbortController();
const volumes = ec2Requests.describeVolumes();

describe('a client of the EC2 API', () => {
  it('asks at the cloud’s own name and path through the stream, byte by byte', async () => {
    let seen: unknown = null;
    const client = await createClient((_form, request, response) => {
      seen = [request.method, request.url, request.headers.host, request.headers.authorization?.slice(0, 31)];
      response.end(toXml('DescribeVolumes', '<volumeSet/>'));
    });
    expect(await client.ask(volumes, signal)).toEqual([]);
    expect(seen).toEqual(['POST', '/services/Eucalyptus', '10.101.7.2:8773', 'AWS4-HMAC-SHA256 Credential=AK/']);
    expect([...(api?.asked[0] ?? [])]).toEqual([
      ['Action', 'DescribeVolumes'],
      ['Version', '2013-02-01'],
    ]);
  });

  it('signs with version 2 where version 4 is refused, and keeps to it', async () => {
    const client = await createClient((form, _request, response) => {
      const isOld = form.get('SignatureVersion') === '2';
      response.statusCode = isOld ? 200 : 403;
      response.end(isOld ? toXml('DescribeVolumes', '<volumeSet/>') : toErrorXml('AuthFailure', 'no such header'));
    });
    await client.ask(volumes, signal);
    await client.ask(volumes, signal);
    expect(api?.asked.map((form) => form.get('SignatureVersion'))).toEqual([null, '2', '2']);
  });

  it('says that the keys are wrong when both are refused, and shows no secret', async () => {
    const client = await createClient((_form, _request, response) => {
      response.statusCode = 403;
      response.end(toErrorXml('SignatureDoesNotMatch', 'The signature does not match.'));
    });
    const error = await failureOf(client.ask(volumes, signal));
    expect(error).toMatchObject({ code: 'denied', hint: expect.stringContaining('credentials') as string });
    expect(JSON.stringify(error.toProblem())).not.toContain('SECRET');
    expect(api?.asked).toHaveLength(2);
  });

  it.each<readonly [string, Answering, string, string]>([
    [
      'a web page',
      (_f, _q, response) => response.end('<html><title>Hello</title></html>'),
      'unexpected-output',
      'web page (“Hello”)',
    ],
    [
      'an answer that breaks off',
      (_f, _q, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('<?xml version="1.0"?><DescribeVol');
        setTimeout(() => response.destroy(), 20);
      },
      'unexpected-output',
      'broke off in the middle',
    ],
    [
      'half of the XML',
      (_f, _q, response) => response.end('<DescribeVolumesResponse><volumeSet>'),
      'unexpected-output',
      'not whole',
    ],
    [
      'status 500',
      (_f, _q, response) => response.writeHead(500).end(toErrorXml('InternalError', 'Out of memory')),
      'command-failed',
      'Out of memory',
    ],
    ['nothing', (_f, _q, response) => response.end(), 'unexpected-output', 'with nothing'],
    ['no HTTP', (_f, { socket }) => socket.end('SSH-2.0-OpenSSH_5.3\r\n'), 'unexpected-output', 'does not speak HTTP'],
  ])('tells %s from an answer', async (_name, answer, code, words) => {
    const client = await createClient(answer);
    const error = await failureOf(client.ask(volumes, signal));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('gives up on an API that takes the request and says nothing', async () => {
    const client = await createClient(() => undefined, { silenceMs: 100 });
    expect(await failureOf(client.ask(volumes, signal))).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('said nothing') as string,
    });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const client = await createClient(() => controller.abort());
    expect((await failureOf(client.ask(volumes, controller.signal))).code).toBe('cancelled');
  });

  it('says what it cannot use when https is asked of a program that has none', async () => {
    const client = await createClient(() => undefined, { url: 'https://10.101.7.2:8773/' });
    expect((await failureOf(client.ask(volumes, signal))).message).toMatch(/no TLS that both speak|broke off/);
  });

  it('leaves a new key out of what it shows of an answer that cannot be read', async () => {
    const pem = '-----BEGIN RSA PRIVATE KEY-----\nTOPSECRET';
    const client = await createClient((_form, _request, response) =>
      response.end(toXml('CreateKeyPair', `<keyName>k</keyName><keyMaterial>${pem}</keyMaterial>`)),
    );
    const error = await failureOf(client.ask(ec2Requests.createKeyPair('k'), signal));
    expect(error.message).toContain('half of one');
    expect(JSON.stringify(error.toProblem())).not.toContain('TOPSECRET');
  });
});
