import { open, rm } from 'node:fs/promises';
import { ec2Requests } from '#domain/ec2/ec2-requests.ts';
import { CommandFault } from '../command-fault.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { actOrTell, useEc2, type Ec2Options } from './use-ec2.ts';

export interface KeyOptions extends Ec2Options {
  readonly save?: string;
}

/** The private half comes once: the file for it is there before the cloud is asked. */
export function createKey(invocation: Invocation, cloud: string, name: string, options: KeyOptions): Promise<ExitCode> {
  return actOrTell(invocation, { options, request: ec2Requests.createKeyPair(name) }, async () => {
    const { ec2, place, call } = await useEc2(invocation, cloud, options);
    const create = () => ec2.createKey({ ...place, name }, call);
    const { output } = invocation;
    if (options.save === undefined) {
      const key = await create();
      await output.answer(key, () => key.privateKey);
      return;
    }
    const { fingerprint } = await saveNew(options.save, create);
    await output.answer(
      { name, fingerprint, savedAs: options.save },
      () => `${name} is a key pair of ${cloud} now; its private half is in ${options.save ?? ''}`,
    );
  });
}

async function saveNew<Key extends { readonly privateKey: string }>(path: string, create: () => Promise<Key>): Promise<Key> {
  const file = await openNew(path);
  try {
    const key = await create();
    await file.writeFile(key.privateKey);
    await file.sync();
    return key;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** For its owner alone from the beginning; what is there already stays as it is. */
async function openNew(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const raw = error instanceof Error ? error.message : String(error);
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw isThere
      ? new CommandFault('conflict', `${path} is there already, and is not overwritten.`, 'No key was made. Give another file.')
      : new CommandFault('local-file', `${path} cannot be written.`, 'No key was made. Check the path.', raw);
  }
}
