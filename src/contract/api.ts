import { acceptance } from './acceptance.ts';
import { access } from './access.ts';
import { activity } from './activity.ts';
import { addressing } from './addressing.ts';
import { alerts } from './alerts.ts';
import { aws } from './aws.ts';
import { checkpoints } from './checkpoints.ts';
import { clouds } from './clouds.ts';
import { consoles } from './consoles.ts';
import { credentials } from './credentials.ts';
import { ec2 } from './ec2.ts';
import { hosts } from './hosts.ts';
import { images } from './images.ts';
import { machines } from './machines.ts';
import { path } from './path.ts';
import { practice } from './practice.ts';
import { recipes } from './recipes.ts';
import { settings } from './settings.ts';
import { terminals } from './terminals.ts';
import type { ClientOf, Implementation } from './method.ts';

/** The one door: everything the user interface, the command line and the tests can ask. */
export const api = {
  acceptance,
  access,
  activity,
  addressing,
  alerts,
  aws,
  checkpoints,
  clouds,
  consoles,
  credentials,
  ec2,
  hosts,
  images,
  machines,
  path,
  practice,
  recipes,
  settings,
  terminals,
};

export type AppApi = Implementation<typeof api>;
export type AppClient = ClientOf<typeof api>;
