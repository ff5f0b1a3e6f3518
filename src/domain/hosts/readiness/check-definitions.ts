import type { ReadinessCheck } from './readiness-check.ts';
import { judge, ok, warning } from './readiness-check.ts';

const topic = {
  id: 'definitions',
  title: 'Machine definitions',
  why: 'What Nutshell knows of a machine that does not run is in its machine.json on the host.',
};

export const checkDefinitions: ReadinessCheck = ({ facts }) =>
  judge(topic, facts.definitions, (definitions) => {
    const [broken] = facts.brokenDefinitions;
    return broken
      ? warning(
          `${broken.path} cannot be read: ${broken.reason}`,
          `Look at ${broken.path} on the host; its machine and volume are left alone until then`,
        )
      : ok(definitions.length === 1 ? 'one machine' : `${definitions.length} machines`);
  });
