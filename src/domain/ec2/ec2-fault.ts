import type { ProblemCode } from '../problem.ts';
import { toSecond } from './signing.ts';

/** Why a request got no answer that can be used. */
export type Ec2Fault =
  /** The cloud's own words. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'clock-skew'; readonly laptopEpochMs: number; readonly cloudEpochMs: number }
  | { readonly kind: 'html'; readonly status: number; readonly title: string | null }
  | { readonly kind: 'empty'; readonly status: number }
  | { readonly kind: 'broken-xml'; readonly status: number; readonly reason: string; readonly line: number }
  | { readonly kind: 'other-answer'; readonly status: number; readonly expected: string; readonly found: string };

export interface Ec2FaultWords {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
}

/** As a person reads it: what happened, and what to do. */
export function describeFault(fault: Ec2Fault, action: string): Ec2FaultWords {
  switch (fault.kind) {
    case 'refused':
      return describeRefusal(fault, action);
    case 'clock-skew':
      return describeSkew(fault);
    case 'html':
      return {
        code: 'unexpected-output',
        message: `The cloud answered ${action} with a web page${fault.title === null ? '' : ` (“${fault.title}”)`} and status ${fault.status}, not with XML.`,
        hint: 'Something else listens at that address, or the API is still starting. Compare the EC2 URL of the credentials with the services of the cloud.',
      };
    case 'empty':
      return {
        code: 'unexpected-output',
        message: `The cloud answered ${action} with nothing, and status ${fault.status}.`,
        hint: 'The API may be still starting, or its program ended in the middle. Look into the logs of the cloud, and ask again.',
      };
    case 'broken-xml':
      return {
        code: 'unexpected-output',
        message: `The answer to ${action} is not whole: ${fault.reason} (line ${fault.line}, status ${fault.status}).`,
        hint: 'It was cut off on the way, or the API ended in the middle of it. Ask again; then look into the logs of the cloud.',
      };
    case 'other-answer':
      return {
        code: 'unexpected-output',
        message: `The cloud answered ${action} with <${fault.found}> and status ${fault.status}, where <${fault.expected}> belongs.`,
        hint: 'Another service answers at this address. Compare the EC2 URL of the credentials with the services of the cloud.',
      };
  }
}

function describeRefusal(fault: Extract<Ec2Fault, { kind: 'refused' }>, action: string): Ec2FaultWords {
  const { code, message, status } = fault;
  const said = `The cloud refused ${action}: ${message === '' ? code : message} (${code}, status ${status})`;
  if (isAboutKeys(code)) {
    return { code: 'denied', message: said, hint: 'Fetch the credentials of the cloud again: an installation makes new ones.' };
  }
  if (code === 'InvalidAction') {
    return { code: 'unsupported', message: said, hint: 'The API of this cloud is older or smaller, and cannot do that.' };
  }
  if (/^Failed to bind/.test(message)) {
    return {
      code: 'unsupported',
      message: said,
      hint: 'This cloud does not know a parameter of the request; clouds of 2013 know few.',
    };
  }
  if (code.endsWith('NotFound')) {
    return { code: 'not-found', message: said, hint: 'Ask for the list again: it may be gone since.' };
  }
  return status >= 500
    ? { code: 'command-failed', message: said, hint: 'That is a fault of the cloud itself. Look into its logs, and ask again.' }
    : { code: 'conflict', message: said, hint: 'Nothing was changed.' };
}

/** EC2 API Reference, "Common errors"; Eucalyptus 3.3 has one word for all, AuthFailure. */
export function isAboutKeys(code: string): boolean {
  return /^(AuthFailure|SignatureDoesNotMatch|InvalidClientTokenId|IncompleteSignature|MissingAuthenticationToken|UnauthorizedOperation|InvalidAccessKeyId|AccessDenied\w*)$/.test(
    code,
  );
}

function describeSkew({ laptopEpochMs, cloudEpochMs }: Extract<Ec2Fault, { kind: 'clock-skew' }>): Ec2FaultWords {
  const minutes = Math.round(Math.abs(laptopEpochMs - cloudEpochMs) / 60_000);
  const clocks = `it is ${toSecond(laptopEpochMs)} on this laptop and ${toSecond(cloudEpochMs)} on the cloud`;
  return {
    code: 'denied',
    message: `The clocks are ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} apart, and the cloud takes signed requests for a few minutes only: ${clocks}.`,
    hint: 'Set the clock of the machine (date -s, or its NTP), or that of this laptop.',
  };
}
