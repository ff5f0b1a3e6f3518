import type { HttpAnswer } from '#domain/ec2/read-answer.ts';
import type { ByteStream } from './host-shell.ts';

/** One request and its answer, over bytes that somebody else opened. The stream is closed behind it. */
export type HttpExchange = (stream: ByteStream, order: HttpOrder) => Promise<HttpReply>;

export interface HttpOrder {
  readonly isTls: boolean;
  /** What it is asked for, in the words of an error: "the API of blue". */
  readonly subject: string;
  readonly path: string;
  /** Names in small letters; `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the far side may say nothing. */
  readonly silenceMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface HttpReply extends HttpAnswer {
  /** SHA-256 of the server's certificate, AA:BB:…; null without TLS. Clouds sign their own, so that is all there is to compare. */
  readonly certificateFingerprint: string | null;
}
