import { awsServices, type AwsEndpoints } from '../credentials/cloud-credentials.ts';
import { parseEndpointUrl, type EndpointUrl } from '../credentials/endpoint-url.ts';

/** The same services through ports of this laptop's loopback; `open` makes one for a place, and is asked once for each. */
export async function toLocalEndpoints(
  endpoints: AwsEndpoints,
  open: (place: EndpointUrl) => Promise<number>,
): Promise<{ readonly endpoints: AwsEndpoints; readonly notes: readonly string[] }> {
  const ports = new Map<string, number>();
  const local: Partial<Record<(typeof awsServices)[number], string>> = {};
  let isEncrypted = false;
  for (const service of awsServices) {
    const url = parseEndpointUrl(endpoints[service] ?? '');
    if (url !== null) {
      const place = `${url.host}:${url.port}`;
      const port = ports.get(place) ?? (await open(url));
      ports.set(place, port);
      local[service] = `${url.scheme}://127.0.0.1:${port}${url.path}`;
      isEncrypted ||= url.scheme === 'https';
    }
  }
  const notes = isEncrypted ? ['This cloud is spoken to by https: if aws distrusts its certificate, add --no-verify-ssl.'] : [];
  return { endpoints: { ...local, ec2: local.ec2 ?? endpoints.ec2 }, notes };
}
