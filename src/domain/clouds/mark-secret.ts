import type { RevealSecret } from '../recipes/install-values.ts';

/**
 * In the place of a secret, in everything that a plan holds: plans are shown, exported and kept on the host. add-to-initrd.sh fills the
 * secret in, on the host, from what came there on standard input. No value of a cloud can hold a $, so none can look like this.
 */
export const markSecret: RevealSecret = (name) => `$nutshell$${name}`;
