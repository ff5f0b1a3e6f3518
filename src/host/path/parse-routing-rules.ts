import { z } from 'zod';
import type { RoutingRule } from '#domain/path/place-facts.ts';
import { parseJson } from '../facts/parse-json.ts';
import { Unreadable } from '../facts/unreadable.ts';

const ruleSchema = z.looseObject({
  priority: z.number(),
  src: z.string().optional(),
  srclen: z.number().optional(),
  table: z.union([z.string(), z.number()]).optional(),
  action: z.string().optional(),
});

/** `ip -j rule`, or `ip rule`. */
export function parseRoutingRules(text: string): readonly RoutingRule[] {
  return text.trimStart().startsWith('[') ? fromJson(text) : fromText(text);
}

/** Fields that ask nothing of a packet. */
const quietFields = new Set(['priority', 'src', 'srclen', 'table', 'action', 'protocol']);

function fromJson(text: string): readonly RoutingRule[] {
  return parseJson(text, z.array(ruleSchema)).map(({ priority, src = 'all', srclen, table, action, ...rest }) => {
    const conditions = Object.entries(rest).filter(([name]) => !quietFields.has(name));
    return {
      priority,
      source: srclen === undefined ? src : `${src}/${srclen}`,
      decision: table === undefined ? { kind: 'refuse', word: action ?? 'unknown' } : { kind: 'table', table: String(table) },
      condition: conditions.length === 0 ? null : conditions.map(([name, value]) => `${name} ${String(value)}`).join(' '),
    };
  });
}

/** `32766: from all lookup main`. */
function fromText(text: string): readonly RoutingRule[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, priority, source, middle = '', verb, table] =
        /^(\d+):\s+from (\S+)(.*?)\s*(?:(lookup) (\S+)|unreachable|prohibit|blackhole)\s*$/.exec(line) ?? [];
      if (priority === undefined || source === undefined) {
        throw new Unreadable(`This is no line of "ip rule": ${line.slice(0, 80)}`);
      }
      return {
        priority: Number(priority),
        source,
        decision:
          verb !== undefined && table !== undefined
            ? { kind: 'table', table }
            : { kind: 'refuse', word: line.trim().split(/\s+/).at(-1) ?? 'unreachable' },
        condition: middle.trim() === '' ? null : middle.trim(),
      };
    });
}
