import envPaths from 'env-paths';

/** Where Nutshell keeps things on this laptop, as each system has it (XDG, Library, AppData). */
export interface DataDirectories {
  /** Hosts, settings, known hosts, the log. */
  readonly data: string;
  /** What can be built again: the practice host. */
  readonly cache: string;
}

/** NUTSHELL_HOME and NUTSHELL_CACHE go before the system's places; an empty one counts as not set. */
export function findDataDirectories(environment: Readonly<Record<string, string | undefined>>): DataDirectories {
  const { data, cache } = envPaths('nutshell', { suffix: '' });
  return { data: environment['NUTSHELL_HOME'] || data, cache: environment['NUTSHELL_CACHE'] || cache };
}
