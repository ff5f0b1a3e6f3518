import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import SSHConfig from 'ssh-config';
import { HostError } from '#core/ports/host-error.ts';
import type { SshConfigReader } from '#core/ports/stores.ts';
import { buildHostSuggestion, type AliasSettings } from './build-host-suggestion.ts';
import { readSshConfig } from './read-ssh-config.ts';

export interface SshConfigPlace {
  readonly configPath: string;
  readonly homeDirectory: string;
  readonly localUser: string;
  readonly hasAgent: boolean;
}

/** The person's own: ~/.ssh/config. */
export function findSshConfigPlace(hasAgent: boolean): SshConfigPlace {
  const homeDirectory = homedir();
  return { configPath: path.join(homeDirectory, '.ssh', 'config'), homeDirectory, localUser: userInfo().username, hasAgent };
}

/**
 * The hosts ~/.ssh/config names, for the person to pick from. The file is only read: commands in it (`Match exec`, ProxyCommand) are
 * never run, and no name server is asked. Patterns with wildcards name no host and are not offered.
 */
export function createSshConfigReader(place: SshConfigPlace): SshConfigReader {
  return {
    suggestions: async () => {
      const config = parseConfig(place.configPath, await readSshConfig(place.configPath, place.homeDirectory));
      const settingsOf = (alias: string): AliasSettings => config.compute(alias, { ignoreCase: true, matchExec: false });
      const suggestions = listAliases(config).map((alias) =>
        buildHostSuggestion(alias, { ...place, settingsOf, isKeyThere: existsSync }),
      );
      return hasMatchExec(config)
        ? suggestions.map((each) => ({ ...each, notes: [...each.notes, 'Rules under “Match exec” were not looked at'] }))
        : suggestions;
    },
  };
}

function parseConfig(configPath: string, text: string): SSHConfig {
  try {
    return SSHConfig.parse(text);
  } catch (error) {
    throw new HostError('local-file', `${configPath} cannot be read: it is not written as ssh_config(5) says`, {
      hint: 'ssh -G some-host says which line is wrong.',
      raw: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

function listAliases(config: SSHConfig): readonly string[] {
  const aliases = config.flatMap((line) => {
    if (!('config' in line) || line.param.toLowerCase() !== 'host') {
      return [];
    }
    const patterns = typeof line.value === 'string' ? [line.value] : line.value.map(({ val }) => val);
    // The same rule as for an address given by hand: a leading dash would be an option to ssh.
    return patterns.filter((pattern) => /^[^\s\p{Cc}!*?-][^\s\p{Cc}*?]*$/u.test(pattern));
  });
  return [...new Set(aliases)];
}

function hasMatchExec(config: SSHConfig): boolean {
  return config.some((line) => 'criteria' in line && Object.keys(line.criteria).some((key) => key.toLowerCase() === 'exec'));
}
