import { join } from 'node:path';
import { readRecord } from './instance-folder.ts';
import { listUsers, readHostKeys } from './login.ts';
import type { RunningInstance } from './practice-hosts.ts';
import { instanceFiles, practiceNetwork } from './qemu-argv.ts';
import { findQemu } from './qemu-process.ts';

/** The instance as it runs now; null when no QEMU runs in its folder. */
export async function describeInstance(instance: string, folder: string): Promise<RunningInstance | null> {
  const [pid, record] = await Promise.all([findQemu(folder), readRecord(folder)]);
  if (pid === null || record === null) {
    return null;
  }
  const { sshPort, accelerator, savedState, secretsDir } = record;
  const [{ hostKey, knownHostsLines }, users] = await Promise.all([readHostKeys(secretsDir, sshPort), listUsers(secretsDir)]);
  return {
    instance,
    accelerator,
    sshPort,
    hostAddress: practiceNetwork.hostAddress,
    hostKey,
    knownHostsLines,
    users,
    savedState,
    qmpSocketPath: join(folder, instanceFiles.qmpSocket),
    serialLogPath: join(folder, instanceFiles.serialLog),
    qemuLogPath: join(folder, instanceFiles.qemuLog),
    pid,
  };
}
