import { createHash, createHmac } from 'node:crypto';

export interface Ec2Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Ec2Request {
  readonly path: string;
  readonly host: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** A request as CGI has it: the form, and the headers that came with it. */
export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Percent-encoded as RFC 3986 has it, which both signatures ask for. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function toForm(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** Signature version 2 with HmacSHA256, as boto and aws-cli of 2013 have it. */
export function signVersion2({ path, host, parameters, at }: Ec2Request, { accessKey, secretKey }: Ec2Keys): SignedRequest {
  const form = toForm({
    ...parameters,
    AWSAccessKeyId: accessKey,
    SignatureMethod: 'HmacSHA256',
    SignatureVersion: '2',
    Timestamp: `${at.toISOString().slice(0, 19)}Z`,
  });
  const signature = createHmac('sha256', secretKey).update(`POST\n${host}\n${path}\n${form}`).digest('base64');
  return { body: `${form}&Signature=${encode(signature)}`, headers: {} };
}

/** Signature version 4 in a header, as today's clients have it. */
export function signVersion4({ path, host, parameters, at }: Ec2Request, { accessKey, secretKey }: Ec2Keys): SignedRequest {
  const body = toForm(parameters);
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/euca/ec2/aws4_request`;
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = `POST\n${path}\n\nhost:${host}\nx-amz-date:${time}\n\nhost;x-amz-date\n${digest(body)}`;
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), `AWS4${secretKey}`);
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest(canonical)}`)
    .digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
  return { body, headers: { HTTP_X_AMZ_DATE: time, HTTP_AUTHORIZATION: authorization } };
}
