import type { FileProblem } from '../yaml/file-problem.ts';
import type { CloudCredentials } from './cloud-credentials.ts';

/** What a parser makes of a file of credentials. Its sentences name variables and lines, never a value: that may be the secret. */
export type CredentialsReading<Credentials extends CloudCredentials = CloudCredentials> =
  | { readonly kind: 'read'; readonly credentials: Credentials; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

export function refuseFile(line: number, message: string, column = 1): CredentialsReading<never> {
  return { kind: 'refused', problems: [{ line, column, field: '', message }] };
}

/** At the end of a file that is not whole. */
export function refuseEnd(text: string, message: string): CredentialsReading<never> {
  return refuseFile(text.trimEnd().split('\n').length, message);
}
