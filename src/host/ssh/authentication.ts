import type { SshTarget } from '#domain/hosts/host.ts';
import { describeTarget } from '#domain/hosts/host.ts';
import { problem } from './explain-connect-failure.ts';
import type { HopRefusal } from './hop.ts';
import type { AuthMethod } from './ssh2.ts';

/** What sshd says it would take next; a first factor it took already makes `partly` true. */
export interface AuthOffer {
  readonly methods: readonly string[];
  readonly partly: boolean;
}

/** The next proof to offer, or why there is none. */
export type AuthStep =
  { readonly kind: 'offer'; readonly method: AuthMethod } | { readonly kind: 'stop'; readonly refusal: HopRefusal };

/** One way of proving who we are. Asked again after every refusal; it never offers what the host's entry did not name. */
export type Authentication = (offer: AuthOffer) => Promise<AuthStep>;

export function stop(refusal: HopRefusal): AuthStep {
  return { kind: 'stop', refusal };
}

export function stopDenied(message: string, hint: string, raw: string | null = null): AuthStep {
  return stop({ kind: 'failed', problem: problem('denied', message, hint, raw) });
}

/** sshd took the first proof and wants another kind on top. */
export function stopAtSecondFactor(target: SshTarget, offer: AuthOffer): AuthStep {
  return stopDenied(
    `${describeTarget(target)} accepted the first proof and wants another on top: ${listMethods(offer)}`,
    'Nutshell gives one proof per host. Allow this login with the one alone (AuthenticationMethods in sshd_config).',
  );
}

/** sshd does not take this kind of proof at all. */
export function stopNotOffered(target: SshTarget, offer: AuthOffer, wanted: string): AuthStep {
  return stopDenied(
    `${describeTarget(target)} does not accept ${wanted}; it offers: ${listMethods(offer)}`,
    'Choose another way to log in for this host, or allow this one in its sshd_config.',
  );
}

export function listMethods({ methods }: AuthOffer): string {
  return methods.length === 0 ? 'nothing' : methods.join(', ');
}
