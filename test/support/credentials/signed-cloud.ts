import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SignedCloud {
  readonly port: number;
  /** Each request as it came: its action, the address it was sent to, whether its signature is right. */
  readonly requests: readonly {
    readonly action: string;
    readonly host: string;
    readonly path: string;
    readonly isSigned: boolean;
  }[];
  readonly stop: () => void;
}

const answers: Readonly<Record<string, string>> = {
  DescribeImages: '<imagesSet><item><imageId>emi-12345678</imageId></item></imagesSet>',
  DescribeVolumes: '<volumeSet><item><volumeId>vol-12345678</volumeId></item></volumeSet>',
  CreateVolume: '<volumeId>vol-12345678</volumeId><size>1</size><status>creating</status>',
};

/** An EC2 query API that answers who signs with version 4 and this secret, and refuses everybody else. */
export async function startSignedCloud(secret: string): Promise<SignedCloud> {
  const requests: SignedCloud['requests'][number][] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const action = new URLSearchParams(body).get('Action') ?? '';
      const isSigned = request.headers.authorization !== undefined && expectSignature(request, body, secret);
      requests.push({ action, host: request.headers.host ?? '', path: request.url ?? '', isSigned });
      response.writeHead(isSigned ? 200 : 403, { 'Content-Type': 'text/xml' });
      response.end(
        isSigned
          ? `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${answers[action] ?? ''}</${action}Response>`
          : '<Response><Errors><Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message></Error></Errors></Response>',
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, requests, stop: () => void server.close() };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** AWS General Reference, "Create a signed AWS API request". */
function expectSignature({ headers, method, url }: IncomingMessage, body: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const [, scope = '', signed = '', signature] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  const canonicalHeaders = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', canonicalHeaders.join(''), signed, digest(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((last, part) => createHmac('sha256', last).update(part).digest(), `AWS4${secret}`);
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}
