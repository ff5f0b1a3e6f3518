import type { OpenstackCredentials } from './cloud-credentials.ts';
import { refuseEnd, type CredentialsReading } from './credentials-reading.ts';
import { findForeignText } from './find-foreign-text.ts';
import { parseEndpointUrl } from './endpoint-url.ts';
import type { CredentialsFile } from './parse-eucarc.ts';
import { readExports } from './read-exports.ts';

/** Variables of an earlier login that the file takes away. */
const ignored = [/^unset( [A-Za-z_][A-Za-z0-9_]*)+$/];

/** What OpenStack's installers write to be sourced (python-openstackclient, "Environment Variables"). Here it is only read. */
export function parseOpenrc({ cloud, text }: CredentialsFile): CredentialsReading<OpenstackCredentials> {
  const foreign = findForeignText(text);
  if (foreign !== null) {
    return foreign;
  }
  const { values, warnings, problems } = readExports(text, { ignored, variables: new Map() });
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const authUrl = values.get('OS_AUTH_URL');
  const user = values.get('OS_USERNAME');
  const password = values.get('OS_PASSWORD');
  if (authUrl === undefined || user === undefined || password === undefined) {
    const lost = authUrl === undefined ? 'OS_AUTH_URL' : user === undefined ? 'OS_USERNAME' : 'OS_PASSWORD';
    return refuseEnd(text, `${lost} is missing, and the file ends here: it is only half written, or made to ask for it.`);
  }
  if (parseEndpointUrl(authUrl) === null) {
    return refuseEnd(text, 'OS_AUTH_URL is no address of Keystone, such as http://10.101.7.2/identity.');
  }
  const get = (...names: readonly string[]) => names.map((name) => values.get(name)).find((value) => value !== undefined) ?? null;
  return {
    kind: 'read',
    warnings,
    credentials: {
      ...{ kind: 'openstack', cloud, authUrl, user, password },
      project: get('OS_PROJECT_NAME', 'OS_TENANT_NAME'),
      userDomain: get('OS_USER_DOMAIN_NAME', 'OS_USER_DOMAIN_ID'),
      projectDomain: get('OS_PROJECT_DOMAIN_NAME', 'OS_PROJECT_DOMAIN_ID'),
      region: get('OS_REGION_NAME'),
    },
  };
}
