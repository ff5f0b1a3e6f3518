import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UploadEvent } from '#contract/images.ts';
import type { ByteStream } from '#core/ports/host-shell.ts';
import { findFolderProblem, findNameProblem, joinPath, toFolder } from '#domain/images/image-name.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import type { Output } from '../terminal/output.ts';
import { findFolder } from './find-folder.ts';

export interface UploadOptions {
  readonly folder?: string;
  readonly name?: string;
  readonly restart?: boolean;
  readonly dryRun?: boolean;
}

const chunkBytes = 256 * 1024;

/** Reads the file from its beginning, as fast as it is taken; of what the host has already nothing is sent again. */
export async function uploadImage(
  invocation: Invocation,
  wanted: string,
  file: string,
  options: UploadOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const sizeBytes = await measure(file);
  const name = options.name ?? basename(file);
  const folderProblem = options.folder === undefined ? null : findFolderProblem(options.folder);
  const problem = findNameProblem(name) ?? folderProblem;
  if (problem !== null) {
    throw usageFault(problem, 'Nothing was uploaded.');
  }
  const host = await useHost(invocation, wanted);
  const path = joinPath(toFolder(options.folder ?? (await findFolder(invocation, host))), name);
  if (options.dryRun) {
    await output.answer(
      { host: { id: host.id, name: host.name }, file, path, sizeBytes },
      () => `Would upload ${file} (${formatBytes(sizeBytes)}) to ${path} on ${host.name}.`,
    );
    output.tell('Nothing was changed.');
    return exitCodes.done;
  }
  const { client, openConsole } = await invocation.session();
  const handle = await open(file, 'r');
  try {
    const input = { hostId: host.id, path, sizeBytes, restart: options.restart === true };
    for await (const event of client.images.upload(input, { signal })) {
      output.item(event);
      tellUpload(event, output, sizeBytes, path);
      if (event.kind === 'ready') {
        const stream = await openConsole(event.ticket);
        // What goes wrong with the file ends the stream, and the events tell it.
        sendFile(handle, stream).catch(() => stream.close());
      }
    }
  } finally {
    await handle.close();
  }
  return exitCodes.done;
}

async function measure(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isFile() || found.size === 0) {
      throw usageFault(`${file} is ${found.isFile() ? 'empty' : 'not a file'}.`, 'Nothing was uploaded.');
    }
    return found.size;
  } catch (error) {
    if (error instanceof CommandFault) {
      throw error;
    }
    throw new CommandFault('local-file', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function sendFile(handle: FileHandle, stream: ByteStream): Promise<void> {
  let isOver = false;
  let wake = (): void => undefined;
  stream.onDrain(() => wake());
  stream.onClose(() => {
    isOver = true;
    wake();
  });
  const hasEnded = () => isOver;
  for (let position = 0; !hasEnded();) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) {
      // To its end all is well; a file that has become shorter meanwhile would be waited for in vain.
      stream.close();
      return;
    }
    position += bytesRead;
    if (!stream.write(buffer.subarray(0, bytesRead)) && !hasEnded()) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

function tellUpload(event: UploadEvent, output: Output, sizeBytes: number, path: string): void {
  switch (event.kind) {
    case 'ready':
      if (event.offsetBytes > 0) {
        output.tell(`Goes on at ${formatBytes(event.offsetBytes)} of ${formatBytes(sizeBytes)}.`);
      }
      return;
    case 'progress':
      output.tellForNow(
        `${formatBytes(event.doneBytes)} of ${formatBytes(event.totalBytes)}, ${Math.floor((100 * event.doneBytes) / event.totalBytes).toString()} %`,
      );
      return;
    case 'checking':
      output.tellForNow('The host adds up what has arrived ...');
      return;
    case 'finished':
      output.tell(`Uploaded ${path}.`);
      return;
  }
}
