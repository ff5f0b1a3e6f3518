import { describeTarget, type SshTarget } from '#domain/hosts/host.ts';
import { listMethods, stopAtSecondFactor, stopDenied, stopNotOffered, type Authentication } from './authentication.ts';
import { describeRaw, problem } from './explain-connect-failure.ts';
import type { HopRefusal } from './hop.ts';
import { createSshAgent, listAgentKeys } from './ssh2.ts';

const windowsAgentPipe = '\\\\.\\pipe\\openssh-ssh-agent';

/** The agent is asked what it holds before anything is sent: none, empty and refused are three sentences. */
export async function authenticateByAgent(target: SshTarget, agentSocket: string | null): Promise<Authentication | HopRefusal> {
  const socket = agentSocket ?? (process.platform === 'win32' ? windowsAgentPipe : null);
  if (socket === null) {
    return noAgent('No SSH agent runs for this login: SSH_AUTH_SOCK is not set', null);
  }
  const agent = createSshAgent(socket);
  let keyCount: number;
  try {
    keyCount = await listAgentKeys(agent);
  } catch (error) {
    return noAgent(`No SSH agent answers at ${socket}`, error instanceof Error ? describeRaw(error) : String(error));
  }
  if (keyCount === 0) {
    const hint = 'Add one with ssh-add, or choose a key file for this host.';
    return { kind: 'failed', problem: problem('denied', 'The SSH agent holds no key that Nutshell can use', hint, socket) };
  }
  let wasOffered = false;
  return (offer) => {
    if (offer.partly) {
      return Promise.resolve(stopAtSecondFactor(target, offer));
    }
    if (wasOffered) {
      return Promise.resolve(
        stopDenied(
          `${describeTarget(target)} accepted none of the ${keyCount === 1 ? '1 key' : `${keyCount} keys`} in the SSH agent; it offers: ${listMethods(offer)}`,
          'Add the right key with ssh-add, or its public half to authorized_keys on the host.',
        ),
      );
    }
    if (!offer.methods.includes('publickey')) {
      return Promise.resolve(stopNotOffered(target, offer, 'keys'));
    }
    wasOffered = true;
    return Promise.resolve({ kind: 'offer', method: { type: 'agent', username: target.user, agent } });
  };
}

function noAgent(message: string, raw: string | null): HopRefusal {
  const hint =
    process.platform === 'win32'
      ? 'Start the service “OpenSSH Authentication Agent” and add a key with ssh-add, or choose a key file for this host.'
      : 'Start one (eval "$(ssh-agent)") and add a key with ssh-add, or choose a key file for this host.';
  return { kind: 'failed', problem: problem('denied', message, hint, raw) };
}
