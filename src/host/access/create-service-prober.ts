import type { Duplex } from 'node:stream';
import { connect as startTls, type TLSSocket } from 'node:tls';
import type { ServiceAnswer, ServiceProber } from '#core/ports/access-adapters.ts';
import type { CloudService, ServerCertificate } from '#domain/access/cloud-service.ts';
import type { TunnelUrl } from '#domain/access/parse-service-url.ts';
import { toDuplex } from '../http/to-duplex.ts';

const longestFirstLine = 8_192;

/** Asks over a stream that leads to the service: SSH servers by their greeting, web servers for their page, others not at all. */
export function createServiceProber(): ServiceProber {
  return async (stream, service, patienceMs) => {
    const duplex = toDuplex(stream);
    // What is asked for below is told by its own promise; an error that nobody waits for is no reason to fall over.
    duplex.on('error', () => undefined);
    const timer = setTimeout(() => duplex.destroy(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
    try {
      return await ask(duplex, service);
    } finally {
      clearTimeout(timer);
      duplex.destroy();
    }
  };
}

async function ask(duplex: Duplex, service: CloudService): Promise<ServiceAnswer> {
  if (service.url !== null) {
    return service.url.scheme === 'https' ? askSecurely(duplex, service.url) : askPage(duplex, service.url, null);
  }
  return service.port === 22 ? askGreeting(duplex) : { kind: 'answered', detail: 'takes connections', certificate: null };
}

/** RFC 4253, 4.2. */
async function askGreeting(duplex: Duplex): Promise<ServiceAnswer> {
  const line = await readLine(duplex).catch((error: unknown) => toWords(error));
  return line.startsWith('SSH-')
    ? { kind: 'answered', detail: line, certificate: null }
    : strange(`What answers there is no SSH server: ${show(line)}`);
}

async function askSecurely(duplex: Duplex, url: TunnelUrl): Promise<ServiceAnswer> {
  let socket: TLSSocket;
  try {
    socket = await shakeHands(duplex);
  } catch (error) {
    return strange(`TLS was not agreed upon: ${toWords(error)}`);
  }
  const certificate = readCertificate(socket);
  return certificate === null ? strange('It speaks TLS and shows no certificate.') : askPage(socket, url, certificate);
}

/**
 * Takes whatever is shown, and old versions too: servers of 2013 have certificates of their own making and TLS 1.0. Nothing that is
 * secret goes over it.
 */
function shakeHands(duplex: Duplex): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = startTls({ socket: duplex, rejectUnauthorized: false, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    socket.once('secureConnect', () => resolve(socket));
    socket.on('error', reject);
    duplex.once('error', reject);
    duplex.once('close', () => reject(new Error('it closed the connection')));
  });
}

function readCertificate(socket: TLSSocket): ServerCertificate | null {
  // An empty object where there is none, whatever its type says.
  const shown: Partial<ReturnType<TLSSocket['getPeerCertificate']>> = socket.getPeerCertificate();
  const { fingerprint256, subject, valid_to: validTo } = shown;
  if (fingerprint256 === undefined) {
    return null;
  }
  const name: unknown = subject?.CN;
  return {
    fingerprint: fingerprint256,
    subject: typeof name === 'string' ? name : 'without a name',
    validUntilEpochMs: Date.parse(validTo ?? ''),
    tlsVersion: socket.getProtocol() ?? 'TLS',
  };
}

async function askPage(stream: Duplex, url: TunnelUrl, certificate: ServerCertificate | null): Promise<ServiceAnswer> {
  stream.write(`GET ${url.path} HTTP/1.1\r\nHost: ${url.host}:${url.port}\r\nUser-Agent: Nutshell\r\nConnection: close\r\n\r\n`);
  let line: string;
  try {
    line = await readLine(stream);
  } catch (error) {
    return strange(`It takes connections and does not answer as a web server: ${toWords(error)}`, certificate);
  }
  const [, status, words] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(line) ?? [];
  if (status === undefined) {
    return strange(`What answers there is no web server: ${show(line)}`, certificate);
  }
  // An API answers a question without a signature with 4xx, and is well.
  return Number(status) >= 500
    ? strange(`It answers with an error of its own: ${status} ${words ?? ''}`.trim(), certificate)
    : { kind: 'answered', detail: `HTTP ${status}`, certificate };
}

function readLine(stream: Duplex): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stream.on('data', (bytes: Buffer) => {
      seen += bytes.toString('latin1');
      const end = seen.indexOf('\n');
      if (end >= 0 || seen.length > longestFirstLine) {
        resolve(seen.slice(0, end < 0 ? longestFirstLine : end).trimEnd());
      }
    });
    stream.once('error', reject);
    stream.once('end', () => reject(new Error('it closed the connection without a word')));
    stream.once('close', () => reject(new Error('it closed the connection')));
  });
}

function strange(reason: string, certificate: ServerCertificate | null = null): ServiceAnswer {
  return { kind: 'strange', reason: reason.endsWith('.') ? reason : `${reason}.`, certificate };
}

function toWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The beginning of what came, as far as it can be printed. */
function show(line: string): string {
  return JSON.stringify(line.slice(0, 60));
}
