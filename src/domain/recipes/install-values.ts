import type { AddressRange } from '../addressing/address-range.ts';

/** The machine that is installed. */
export interface InstallMachine {
  readonly name: string;
  readonly ip: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly nameservers: readonly string[];
}

/** What an address plan and a person's choices give to one install. By it a recipe becomes files, words and answers. */
export interface InstallValues {
  readonly cloudName: string;
  readonly machine: InstallMachine;
  /** By the ids of the recipe's addresses. */
  readonly ranges: Readonly<Record<string, readonly AddressRange[]>>;
  /** By the ids of the recipe's settings; left out, the recipe's default. */
  readonly settings: Readonly<Record<string, number>>;
  /** The addresses of the cloud's other machines, by role: a Frontend asks for those of its node controllers. */
  readonly peers: Readonly<Record<string, readonly string[]>>;
  readonly locale: InstallLocale;
  /** Under which the machine finds its files, without a slash at the end: `file:` in its initrd; null where there are none. */
  readonly filesUrl: string | null;
}

export interface InstallLocale {
  readonly timezone: string;
  readonly keyboard: string;
  readonly language: string;
}

export const defaultLocale: InstallLocale = { timezone: 'UTC', keyboard: 'us', language: 'en_US.UTF-8' };

/** What a recipe may ask for that is shown and logged nowhere. */
export type SecretName = 'rootPassword' | 'rootPasswordHash';

/** Hands out a secret in the moment it is written. */
export type RevealSecret = (name: SecretName) => string;

/** For everything that is looked at: reviews, dry runs, documents. */
export const hideSecret: RevealSecret = (name) => (name === 'rootPasswordHash' ? '$6$hidden$hidden' : 'hidden');
