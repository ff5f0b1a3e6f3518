import { HostError } from '#core/ports/host-error.ts';
import type { HttpOrder } from '#core/ports/http-exchange.ts';

/** What Node says of a request that failed, as a sentence with something to do. */
export function explainHttpFailure(error: unknown, { subject, isTls }: HttpOrder): HostError {
  const raw = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { raw, cause: error };
  if (code.startsWith('HPE_')) {
    return new HostError('unexpected-output', `${subject} does not speak HTTP there.`, {
      ...options,
      hint: isTls ? 'Compare the URL of the credentials with the services of the cloud.' : 'It may want https instead of http.',
    });
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return new HostError('unexpected-output', `${subject} and this laptop found no TLS that both speak.`, {
      ...options,
      hint: 'It may want http instead of https, or speak only a TLS that is too old for today.',
    });
  }
  if (code === 'ECONNRESET' || raw === 'aborted') {
    return new HostError('unexpected-output', `${subject} broke off in the middle of its answer.`, {
      ...options,
      hint: 'Its program may have ended, or the machine restarted. Ask again; then look into the logs of the cloud.',
    });
  }
  return new HostError('unreachable', `The request to ${subject} failed: ${raw}.`, {
    ...options,
    hint: 'Ask again; if it stays so, trace the path to the machine.',
  });
}
