import { z } from 'zod';
import type {
  ChainBase,
  Rule,
  RuleAction,
  RuleChain,
  RuleCounter,
  RuleFamily,
  RuleHook,
  RuleTable,
} from '#domain/path/netfilter/rule-table.ts';
import { parseJson } from '../facts/parse-json.ts';
import { describeStatement } from './describe-nft.ts';
import { parseNftAction } from './parse-nft-action.ts';
import { parseNftMatches, type NftSets } from './parse-nft-matches.ts';

const place = z.looseObject({ family: z.string(), table: z.string() });
const chainSchema = place.extend({
  name: z.string(),
  type: z.string().optional(),
  hook: z.string().optional(),
  prio: z.number().optional(),
  policy: z.string().optional(),
  dev: z.union([z.string(), z.array(z.string())]).optional(),
});
const ruleSchema = place.extend({
  chain: z.string(),
  handle: z.number().optional(),
  expr: z.array(z.record(z.string(), z.unknown())).optional(),
});
const setSchema = place.extend({ name: z.string(), elem: z.array(z.unknown()).optional() });

const rulesetSchema = z.looseObject({
  nftables: z.array(
    z.looseObject({
      table: z.looseObject({ family: z.string(), name: z.string() }).optional(),
      chain: chainSchema.optional(),
      rule: ruleSchema.optional(),
      set: setSchema.optional(),
    }),
  ),
});

type Ruleset = z.infer<typeof rulesetSchema>['nftables'];
type RawChain = z.infer<typeof chainSchema>;
type RawRule = z.infer<typeof ruleSchema>;

const families = new Set<string>(['ip', 'inet', 'bridge', 'arp', 'netdev'] satisfies RuleFamily[]);
const hooks = new Set<string>([
  'ingress',
  'prerouting',
  'input',
  'forward',
  'output',
  'postrouting',
  'egress',
] satisfies RuleHook[]);

/** `nft -j list ruleset`. IPv6 tables are left out: nothing here follows IPv6. Text without JSON is refused. */
export function parseNft(text: string, command: string): readonly RuleTable[] {
  const { nftables } = parseJson(text, rulesetSchema);
  return nftables.flatMap(({ table }): RuleTable[] =>
    table && isFamily(table.family)
      ? [
          {
            tool: 'nft',
            family: table.family,
            name: table.name,
            command,
            chains: toChains(nftables, { family: table.family, table: table.name }),
          },
        ]
      : [],
  );
}

function isFamily(family: string): family is RuleFamily {
  return families.has(family);
}

interface TablePlace {
  readonly family: RuleFamily;
  readonly table: string;
}

function toChains(ruleset: Ruleset, at: TablePlace): readonly RuleChain[] {
  const isHere = (item: { family: string; table: string } | undefined) => item?.family === at.family && item.table === at.table;
  const sets: NftSets = new Map(ruleset.flatMap(({ set }) => (set && isHere(set) ? [[set.name, set.elem ?? []] as const] : [])));
  const rules = ruleset.flatMap(({ rule }) => (rule && isHere(rule) ? [rule] : []));
  return ruleset.flatMap(({ chain }): RuleChain[] =>
    chain && isHere(chain)
      ? [
          {
            name: chain.name,
            base: toBase(chain),
            rules: rules.filter((rule) => rule.chain === chain.name).map((rule) => toRule(rule, at, sets)),
          },
        ]
      : [],
  );
}

/** A base chain without a policy accepts (nft(8)). */
function toBase({ hook, type, prio, policy, dev }: RawChain): ChainBase | null {
  return hook === undefined || !isHook(hook)
    ? null
    : {
        hook,
        kind: type === 'nat' || type === 'route' ? type : 'filter',
        priority: prio ?? 0,
        policy: policy === 'drop' ? 'drop' : 'accept',
        policyCounter: null,
        devices: dev === undefined ? [] : [dev].flat(),
      };
}

function isHook(hook: string): hook is RuleHook {
  return hooks.has(hook);
}

function toRule({ expr = [], handle }: RawRule, { family }: TablePlace, sets: NftSets): Rule {
  const action = expr.map(parseNftAction).reduce<RuleAction>(preferDecision, { kind: 'continue' });
  return {
    text: expr.map(describeStatement).join(' '),
    handle: handle ?? null,
    counter: expr.map(toCounter).find((counter) => counter !== null) ?? null,
    matches: expr.flatMap((statement) => parseNftMatches(statement, family, sets)),
    action,
  };
}

/** A rule may count, mark and decide; the decision comes last and outweighs the others. */
function preferDecision(sofar: RuleAction, next: RuleAction): RuleAction {
  return next.kind === 'continue' ? sofar : next;
}

const counterSchema = z.looseObject({ packets: z.number(), bytes: z.number() });

function toCounter(statement: Readonly<Record<string, unknown>>): RuleCounter | null {
  const { data } = counterSchema.safeParse(statement['counter']);
  return data ? { packets: data.packets, bytes: data.bytes } : null;
}
