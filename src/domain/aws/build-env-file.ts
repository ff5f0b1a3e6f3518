import { quoteArgv } from '../shell/quote-argv.ts';
import type { AwsEnvironment } from './aws-environment.ts';

/** To be sourced by any shell of the sh family. */
export function buildEnvFile(heading: string, environment: AwsEnvironment): string {
  const lines = Object.entries(environment).map(([name, value]) =>
    value === null ? `unset ${name}` : `export ${name}=${value === '' ? "''" : quoteArgv([value])}`,
  );
  return [`# ${heading}`, ...lines, ''].join('\n');
}
