import type { ServiceEndpoint } from '#domain/ec2/endpoint.ts';
import { describeFault, isAboutKeys, type Ec2Fault } from '#domain/ec2/ec2-fault.ts';
import { ec2Version, type Ec2Request } from '#domain/ec2/ec2-requests.ts';
import { readAnswer, type Ec2Answer } from '#domain/ec2/read-answer.ts';
import { signRequest } from '#domain/ec2/sign-request.ts';
import type { Digests, SignatureVersion, SigningKeys } from '#domain/ec2/signing.ts';
import { UnreadableAnswer, type XmlElement } from '#domain/ec2/xml-element.ts';
import { HostError } from '../ports/host-error.ts';
import type { ByteStream } from '../ports/host-shell.ts';
import type { HttpExchange, HttpReply } from '../ports/http-exchange.ts';

const silenceMs = 45_000;
const maxBytes = 16 * 1024 * 1024;

export interface Ec2Tools {
  readonly exchange: HttpExchange;
  readonly digests: Digests;
  readonly now: () => number;
}

export interface Ec2Account {
  readonly cloud: string;
  readonly endpoint: ServiceEndpoint;
  readonly keys: SigningKeys;
  /** A stream to the endpoint, new for each request: old clouds close theirs after one. */
  readonly openStream: (endpoint: ServiceEndpoint) => Promise<ByteStream>;
}

export interface Ec2Client {
  ask<Answer>(request: Ec2Request<Answer>, signal: AbortSignal): Promise<Answer>;
}

type Asked = { readonly reply: HttpReply; readonly answer: Ec2Answer };

/**
 * Asks one cloud's EC2 API. Signs with version 4, and where that is refused once with version 2: a refused request did nothing. What the
 * cloud took is kept to.
 */
export function createEc2Client({ exchange, digests, now }: Ec2Tools, account: Ec2Account): Ec2Client {
  const { cloud, endpoint, keys } = account;
  let version: SignatureVersion = 4;

  async function send({ action, parameters }: Ec2Request<unknown>, by: SignatureVersion, signal: AbortSignal): Promise<Asked> {
    const epochMs = now();
    const all = [['Action', action], ['Version', ec2Version], ...parameters] as const;
    const signed = signRequest({ endpoint, parameters: all, keys, version: by, epochMs }, digests);
    const stream = await account.openStream(endpoint);
    const { isTls, path } = endpoint;
    const order = { isTls, path, ...signed, subject: `The API of ${cloud}`, silenceMs, maxBytes, signal };
    const reply = await exchange(stream, order);
    return { reply, answer: readAnswer(reply, { action, signedAtEpochMs: epochMs }) };
  }

  async function sendEither(request: Ec2Request<unknown>, signal: AbortSignal): Promise<Asked> {
    const first = await send(request, version, signal);
    if (version === 2 || !isRefusedSignature(first.answer)) {
      return first;
    }
    const second = await send(request, 2, signal);
    if (isRefusedSignature(second.answer)) {
      return first;
    }
    version = 2;
    return second;
  }

  return {
    async ask(request, signal) {
      const { reply, answer } = await sendEither(request, signal);
      if (!answer.ok) {
        throw toError(answer.fault, request.action, reply);
      }
      return parse(request, answer.root, reply);
    },
  };
}

function isRefusedSignature(answer: Ec2Answer): boolean {
  return !answer.ok && answer.fault.kind === 'refused' && isAboutKeys(answer.fault.code);
}

function parse<Answer>(request: Ec2Request<Answer>, root: XmlElement, reply: HttpReply): Answer {
  try {
    return request.parse(root);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) {
      throw error;
    }
    throw new HostError('unexpected-output', `The answer to ${request.action} cannot be read: ${error.message}.`, {
      raw: toExcerpt(reply.body),
      cause: error,
    });
  }
}

function toError(fault: Ec2Fault, action: string, { body }: HttpReply): HostError {
  const { code, message, hint } = describeFault(fault, action);
  const raw = fault.kind === 'refused' || fault.kind === 'clock-skew' ? undefined : toExcerpt(body);
  return new HostError(code, message, { hint, raw });
}

/** Private keys come in answers of this API, and raw text is shown and may be written down. */
function toExcerpt(body: string): string {
  return body.replace(/<keyMaterial>[^]*/, '<keyMaterial>… (left out)').slice(0, 2000);
}
