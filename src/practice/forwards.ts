import { findFreePort } from './free-port.ts';
import { practiceFault } from './practice-fault.ts';
import type { Forward, RunningInstance } from './practice-hosts.ts';
import { connectQmp } from './qmp.ts';

const addressPattern = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Adds a way from 127.0.0.1 to a machine behind br0, so that a probe from the laptop really crosses em1, br0 and the tap. */
export async function addForward(running: RunningInstance, { hostPort, guestAddress, guestPort }: Forward): Promise<number> {
  if (!addressPattern.test(guestAddress)) {
    throw practiceFault(`${JSON.stringify(guestAddress)} is not an IPv4 address.`, {
      code: 'invalid-input',
      hint: 'Give one in 10.101.0.0/16.',
    });
  }
  const port = hostPort === 0 ? await findFreePort(null) : hostPort;
  const qmp = await connectQmp(running.qmpSocketPath);
  try {
    const complaint = await qmp.executeHuman(`hostfwd_add network tcp:127.0.0.1:${port}-${guestAddress}:${guestPort}`);
    if (complaint.trim() !== '') {
      throw practiceFault(`Port ${port} of this laptop could not be forwarded to ${guestAddress}:${guestPort}.`, {
        code: 'conflict',
        hint: 'Something else may listen there; give another port, or 0 for any.',
        raw: complaint.trim(),
      });
    }
    return port;
  } finally {
    qmp.close();
  }
}
