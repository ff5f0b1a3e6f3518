import { software, toInstallCommand } from './install-command.ts';
import type { ReadinessCheck } from './readiness-check.ts';
import { judge, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'tcpdump',
  title: 'tcpdump',
  why: 'It shows at which hop a frame was last seen. Machines run without it.',
};

export const checkTcpdump: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.tools, ({ tcpdump }) =>
    tcpdump === null ? warning('not installed', toInstallCommand(facts.packageManager, software.tcpdump)) : ok(tcpdump),
  );
