import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from './is-missing-file.ts';
import type { Incident } from './practice-hosts.ts';
import { useLock } from './use-lock.ts';

export interface Incidents {
  list(): Promise<readonly Incident[]>;
  add(incident: Incident): Promise<void>;
}

/** How often practice hosts stopped answering, in `incidents.json`, so that a test run can say so. */
export function createIncidents(stateDir: string): Incidents {
  const path = join(stateDir, 'incidents.json');

  async function list(): Promise<readonly Incident[]> {
    try {
      return parseIncidents(await readFile(path, 'utf8'));
    } catch (error) {
      if (isMissingFile(error)) {
        return [];
      }
      throw error;
    }
  }

  return {
    list,
    async add(incident) {
      await mkdir(stateDir, { recursive: true });
      await useLock(`${path}.lock`, {}, async () => {
        const incidents = [...(await list()), incident];
        await writeFile(`${path}.new`, `${JSON.stringify({ incidents }, null, 2)}\n`);
        await rename(`${path}.new`, path);
      });
    },
  };
}

export function parseIncidents(text: string): readonly Incident[] {
  const content: unknown = JSON.parse(text);
  if (typeof content !== 'object' || content === null || !('incidents' in content) || !Array.isArray(content.incidents)) {
    throw new Error(`This is not a list of incidents: ${text.slice(0, 200)}`);
  }
  return content.incidents.filter(isIncident);
}

function isIncident(value: unknown): value is Incident {
  return typeof value === 'object' && value !== null && 'instance' in value && 'epochMs' in value && 'reason' in value;
}
