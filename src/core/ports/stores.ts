import type { HostSuggestion } from '#domain/hosts/host-suggestion.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Settings } from '#domain/settings/settings.ts';

/** What this laptop keeps. A file that cannot be read is an error that names the file; it is never overwritten. */
export interface HostStore {
  list(): Promise<readonly Host[]>;
  save(hosts: readonly Host[]): Promise<void>;
}

export interface SettingsStore {
  load(): Promise<Settings>;
  save(settings: Settings): Promise<void>;
}

/** The system's keychain. Where there is none, secrets live in memory until Nutshell ends, and the person is told. */
export interface SecretStore {
  readonly isPersistent: boolean;
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface SshConfigReader {
  suggestions(): Promise<readonly HostSuggestion[]>;
}

/** Where a private key lies on this laptop, read only when it is needed. */
export interface KeyFiles {
  read(path: string): Promise<string>;
}

/** Text of the files under resources/, by path: host/collect.sh. */
export interface Resources {
  read(path: string): Promise<string>;
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}
