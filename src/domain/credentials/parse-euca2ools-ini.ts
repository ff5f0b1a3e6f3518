import { awsServices, type AwsCredentials, type AwsService } from './cloud-credentials.ts';
import { refuseEnd, refuseFile, type CredentialsReading } from './credentials-reading.ts';
import { findForeignText } from './find-foreign-text.ts';
import { parseEndpointUrl } from './endpoint-url.ts';
import type { CredentialsFile } from './parse-eucarc.ts';
import { readIni, type IniSection } from './read-ini.ts';

/** euca2ools.ini(5): which key of a region has which service's address. */
const urlKeys: Readonly<Record<AwsService, string>> = {
  ec2: 'ec2-url',
  iam: 'iam-url',
  sts: 'sts-url',
  s3: 's3-url',
  autoscaling: 'autoscaling-url',
  cloudwatch: 'monitoring-url',
  elb: 'elasticloadbalancing-url',
  cloudformation: 'cloudformation-url',
  swf: 'simpleworkflow-url',
};

/** What `euare-usercreate -wld DOMAIN USER` of Eucalyptus 4.2 and later writes. */
export function parseEuca2oolsIni({ cloud, text }: CredentialsFile): CredentialsReading<AwsCredentials> {
  const foreign = findForeignText(text);
  if (foreign !== null) {
    return foreign;
  }
  const ini = readIni(text);
  if (ini.kind === 'refused') {
    return ini;
  }
  const wanted = ini.sections.find(({ name }) => name === 'global')?.values.get('default-region');
  const region = choose(ini.sections, 'region', wanted);
  const user = choose(ini.sections, 'user', region?.values.get('user'));
  if (region === undefined || user === undefined) {
    const lost = region === undefined ? '[region NAME]' : '[user NAME]';
    return refuseEnd(text, `There is no section ${lost} that is to be used, or it is not clear which.`);
  }
  return readKeys(cloud, region, user);
}

function readKeys(cloud: string, region: IniSection, user: IniSection): CredentialsReading<AwsCredentials> {
  const ec2 = region.values.get('ec2-url');
  const accessKeyId = user.values.get('key-id');
  const secretAccessKey = user.values.get('secret-key');
  if (ec2 === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    const line = ec2 === undefined ? region.line : user.line;
    const key = ec2 === undefined ? 'ec2-url' : accessKeyId === undefined ? 'key-id' : 'secret-key';
    return refuseFile(line, `${key} is missing in this section: the file is only half written.`);
  }
  const endpoints = awsServices.flatMap((service) => {
    const url = region.values.get(urlKeys[service]);
    return url === undefined ? [] : [[service, url] as const];
  });
  const strange = endpoints.find(([, url]) => parseEndpointUrl(url) === null);
  if (strange !== undefined) {
    const key = urlKeys[strange[0]];
    return refuseFile(region.line, `${key} of this region is no address of a service, such as http://ec2.cloud.test:8773/.`);
  }
  const [account, name] = splitUser(user.label);
  return {
    kind: 'read',
    warnings: [],
    credentials: {
      ...{ kind: 'aws', cloud, accessKeyId, secretAccessKey, user: name },
      account: user.values.get('account-id') ?? account,
      endpoints: { ...Object.fromEntries(endpoints), ec2 },
      certificatePaths: [],
    },
  };
}

/** The one that is named; without a name the only one there is. */
function choose(sections: readonly IniSection[], kind: string, wanted: string | undefined): IniSection | undefined {
  const found = sections.filter(({ name }) => name === kind);
  return wanted === undefined ? (found.length === 1 ? found[0] : undefined) : found.find(({ label }) => label === wanted);
}

/** [user 000100729354:admin], or a name alone. */
function splitUser(label: string): readonly [string | null, string] {
  const at = label.indexOf(':');
  return at < 0 ? [null, label] : [label.slice(0, at), label.slice(at + 1)];
}
