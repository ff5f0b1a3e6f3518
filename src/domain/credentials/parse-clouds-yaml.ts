import { isMap, type ParsedNode } from 'yaml';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { readScalar } from '../yaml/scalar-shapes.ts';
import type { OpenstackCredentials } from './cloud-credentials.ts';
import { refuseFile, type CredentialsReading } from './credentials-reading.ts';
import { findForeignText } from './find-foreign-text.ts';
import { parseEndpointUrl } from './endpoint-url.ts';
import type { CredentialsFile } from './parse-eucarc.ts';

/** openstacksdk's clouds.yaml: `clouds:`, a name, `auth:`. One cloud, or the administrator's among several. */
export function parseCloudsYaml({ cloud, text }: CredentialsFile): CredentialsReading<OpenstackCredentials> {
  const foreign = findForeignText(text);
  if (foreign !== null) {
    return foreign;
  }
  const parsing = parseYaml(text);
  if (parsing.kind === 'refused') {
    return parsing;
  }
  const { root, spotOf } = parsing.yaml;
  const chosen = chooseCloud(field(root, 'clouds'));
  if (chosen === null) {
    return refuseFile(1, 'Under clouds: there must be one cloud, or one whose name ends in “admin”.');
  }
  const auth = field(chosen, 'auth');
  const get = (...names: readonly string[]) => names.map((name) => scalar(auth, name)).find((value) => value !== null) ?? null;
  const authUrl = get('auth_url');
  const user = get('username');
  const password = get('password');
  const { line } = spotOf(auth ?? chosen);
  if (authUrl === null || user === null || password === null) {
    const lost = authUrl === null ? 'auth_url' : user === null ? 'username' : 'password';
    return refuseFile(line, `${lost} is missing under auth:.`);
  }
  if (parseEndpointUrl(authUrl) === null) {
    return refuseFile(line, 'auth_url is no address of Keystone, such as http://10.101.7.2/identity.');
  }
  return {
    kind: 'read',
    warnings: [],
    credentials: {
      ...{ kind: 'openstack', cloud, authUrl, user, password },
      project: get('project_name', 'project_id'),
      userDomain: get('user_domain_name', 'user_domain_id'),
      projectDomain: get('project_domain_name', 'project_domain_id'),
      region: scalar(chosen, 'region_name'),
    },
  };
}

/** DevStack and Kolla-Ansible name the administrator's devstack-admin and kolla-admin. */
function chooseCloud(clouds: ParsedNode | null): ParsedNode | null {
  if (clouds === null || !isMap(clouds)) {
    return null;
  }
  const named = clouds.items.map(({ key, value }) => ({ name: readScalar(key) ?? '', value }));
  const found = named.length === 1 ? named : named.filter(({ name }) => name.endsWith('admin'));
  return found.length === 1 ? (found[0]?.value ?? null) : null;
}

function field(node: ParsedNode | null, name: string): ParsedNode | null {
  return node !== null && isMap(node) ? (node.items.find(({ key }) => readScalar(key) === name)?.value ?? null) : null;
}

function scalar(node: ParsedNode | null, name: string): string | null {
  const found = field(node, name);
  return found === null ? null : readScalar(found);
}
