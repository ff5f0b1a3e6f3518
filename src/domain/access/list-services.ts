import type { HostNetwork } from '../addressing/host-network.ts';
import { formatIpv4 } from '../addressing/ipv4.ts';
import { gatherInstallValues } from '../clouds/choose-install.ts';
import type { Cloud, CloudMachine } from '../clouds/cloud.ts';
import { buildValueTable, type ValueTable } from '../recipes/build-value-table.ts';
import { fillTemplate } from '../recipes/fill-template.ts';
import { findRole, isForRole } from '../recipes/find-role.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { RecipeService } from '../recipes/use-shapes.ts';
import type { CloudService } from './cloud-service.ts';
import { parseServiceUrl, type TunnelUrl } from './parse-service-url.ts';

/** What the machines of a cloud offer, machine by machine, in the order of the recipe. Several may lead to one shared address. */
export function listServices(cloud: Cloud, recipe: Recipe, network: HostNetwork | null): readonly CloudService[] {
  const all = cloud.machines.flatMap((machine) => {
    const table = buildTable(cloud, machine, recipe, network);
    return recipe.services.filter((one) => isForRole(one, machine.role)).map((one) => toService(one, machine, recipe, table));
  });
  return all.filter((service, at) => all.findIndex((other) => other.id === service.id) === at);
}

function toService(service: RecipeService, machine: CloudMachine, recipe: Recipe, table: ValueTable): CloudService {
  const url = service.url === null ? findApiUrl(service, recipe, table) : fill(service.url, table);
  const place = { address: url?.host ?? formatIpv4(machine.address), port: url?.port ?? service.port };
  return {
    id: `${machine.name}:${service.port}${service.protocol === 'udp' ? '/udp' : ''}`,
    title: service.title,
    machine: machine.name,
    ...place,
    protocol: service.protocol,
    url,
    isPage: service.url !== null,
  };
}

/** Programs need no page, but the API's own address says which path answers. */
function findApiUrl({ port, protocol }: RecipeService, { api }: Recipe, table: ValueTable): TunnelUrl | null {
  const url = api === null || protocol === 'udp' ? null : fill(api.url, table);
  return url?.port === port ? url : null;
}

/** An address that cannot be told leaves the service its machine's own. Nothing of a cloud's secrets belongs into one. */
function fill(template: string, table: ValueTable): TunnelUrl | null {
  const filled = fillTemplate(template, table, () => '');
  return filled.ok ? parseServiceUrl(filled.text) : null;
}

/** Without the host's network what comes from the plan alone is still known. */
function buildTable(cloud: Cloud, machine: CloudMachine, recipe: Recipe, network: HostNetwork | null): ValueTable {
  const role = findRole(recipe, machine.role);
  const values = network === null ? null : gatherInstallValues(cloud, machine.name, recipe, network);
  if (role === null || values === null) {
    return new Map([['machine.ip', [formatIpv4(machine.address)]]]);
  }
  return buildValueTable(recipe, role, values);
}
