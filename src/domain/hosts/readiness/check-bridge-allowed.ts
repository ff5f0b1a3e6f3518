import type { BridgeHelperFacts } from '../host-facts.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, missing, ok } from './readiness-check.ts';

const topic = {
  id: 'bridge-allowed',
  title: 'bridge.conf',
  why: 'QEMU’s bridge helper puts a tap only into a bridge that this file allows, for root as for anybody else.',
};

const usualPath = '/etc/qemu/bridge.conf';

/** The helper's own rules (qemu-bridge-helper.c): one deny beats every allow, no rule denies, one line it does not know denies all. */
export const checkBridgeAllowed: ReadinessCheck = ({ facts, bridge }) =>
  judge(topic, facts.bridgeHelper, (helper) => {
    const path = helper.configPath ?? helper.expectedConfigPath ?? usualPath;
    const allow = `mkdir -p ${path.slice(0, path.lastIndexOf('/'))} && echo 'allow ${bridge}' >> ${path}`;
    if (helper.configPath === null) {
      return missing(`there is no ${path}`, allow);
    }
    const [unknownLine] = helper.unknownLines;
    if (unknownLine !== undefined) {
      return missing(
        `${path} has a line the helper does not understand: ${unknownLine}`,
        `Correct it in ${path}: the helper refuses every bridge until then`,
      );
    }
    const denial = findRule(helper, 'deny', bridge);
    if (denial !== undefined) {
      return missing(`${path} says deny ${denial}, which beats every allow`, `Take the line "deny ${denial}" out of ${path}`);
    }
    const allowance = findRule(helper, 'allow', bridge);
    return allowance === undefined
      ? missing(`${path} does not allow ${bridge}${describeRules(helper)}`, allow)
      : ok(`${path} says allow ${allowance}`);
  });

function findRule({ rules }: BridgeHelperFacts, action: 'allow' | 'deny', bridge: string): string | undefined {
  return rules.find((rule) => rule.action === action && (rule.value === bridge || rule.value === 'all'))?.value;
}

function describeRules({ rules }: BridgeHelperFacts): string {
  return rules.length === 0 ? '; it is empty' : `; it says ${rules.map(({ action, value }) => `${action} ${value}`).join(', ')}`;
}
