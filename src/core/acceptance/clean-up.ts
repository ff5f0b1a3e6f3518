import { ec2Requests, type Ec2Request } from '#domain/ec2/ec2-requests.ts';
import { describePorts } from '#domain/ec2/security-group.ts';
import { HostError } from '../ports/host-error.ts';
import type { StepAct } from './trial.ts';

interface Leftover {
  readonly what: string;
  readonly request: Ec2Request<unknown>;
}

/** Takes away what this test made, the newest first, and nothing else. What cannot be taken away is named, for somebody to do it. */
export const cleanUp: StepAct = async ({ made }, { signal, see }) => {
  made.forget.splice(0).forEach((forget) => forget());
  const { client, instance, key, group, opened } = made;
  if (client === null) {
    see('Nothing had been made');
    return;
  }
  const leftovers: readonly Leftover[] = [
    ...(instance === null ? [] : [{ what: `instance ${instance.id}`, request: ec2Requests.terminateInstance(instance.id) }]),
    ...(key === null ? [] : [{ what: `key pair ${key.name}`, request: ec2Requests.deleteKeyPair(key.name) }]),
    ...opened.map((opening) => ({
      what: `opening of ${describePorts(opening)}`,
      request: ec2Requests.revoke(group?.name ?? 'default', opening),
    })),
  ];
  const left: string[] = [];
  for (const { what, request } of leftovers) {
    try {
      await client.ask(request, signal);
      see(`Gone: ${what}`);
    } catch (error) {
      if (!(error instanceof HostError)) {
        throw error;
      }
      left.push(`${what} is still there (${error.message})`);
    }
  }
  if (left.length > 0) {
    throw new HostError('command-failed', `Not everything could be taken away: ${left.join('; ')}`, {
      hint: 'Take it away by hand: nutshell ec2 --help',
    });
  }
};
