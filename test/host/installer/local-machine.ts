import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectQmp, type Qmp } from '#practice/qmp.ts';

/** A small QEMU machine of this test, under emulation, in the seed's addresses. */
export interface LocalMachine {
  readonly qmp: Qmp;
  /** What the serial console said so far. */
  serial(): string;
  waitForSerial(text: string, limitMs: number): Promise<void>;
  /** The screen's 25 lines in text mode. Right only while nothing has scrolled it, as in a boot menu. */
  readScreen(): Promise<readonly string[]>;
  /** The colour byte at the start of a line's text: tells the chosen menu line from the others. */
  readColour(line: number): Promise<number>;
  press(...keys: readonly string[]): Promise<void>;
  waitForExit(limitMs: number): Promise<void>;
  stop(): Promise<void>;
}

const width = 80;
const base = ['-accel', 'tcg', '-m', '512', '-display', 'none', '-serial', 'stdio'];

export async function startLocalMachine(argv: readonly string[]): Promise<LocalMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'installer-test-'));
  const socket = join(folder, 'qmp');
  const child = spawn('qemu-system-x86_64', [...base, '-qmp', `unix:${socket},server=on,wait=off`, ...argv]);
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const qmp = await connectWhenReady(socket, () => said);
  const readVideo = async () => {
    const dump = join(folder, 'video');
    await qmp.execute('pmemsave', { val: 0xb8000, size: 25 * width * 2, filename: dump });
    return await readFile(dump);
  };
  return {
    qmp,
    serial: () => said,
    waitForSerial: async (text, limitMs) =>
      await waitUntil(
        `the serial console to say "${text}"`,
        limitMs,
        async () => said.includes(text),
        () => said,
      ),
    readScreen: async () => toLines(await readVideo()),
    readColour: async (line) => (await readVideo()).readUInt8((line * width + 6) * 2 + 1),
    press: async (...keys) => {
      await qmp.execute('send-key', { keys: keys.map((data) => ({ type: 'qcode', data })) });
      await sleep(300);
    },
    waitForExit: async (limitMs) =>
      await waitUntil(
        'the machine to stop',
        limitMs,
        async () => child.exitCode !== null,
        () => said,
      ),
    stop: async () => {
      qmp.close();
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await exited;
      }
      await rm(folder, { recursive: true });
    },
  };
}

/** An empty disk that takes no room until it is written. */
export async function createDisk(path: string, sizeMiB: number): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(sizeMiB * 1024 * 1024);
  await file.close();
}

export async function waitUntil(
  what: string,
  limitMs: number,
  isDone: () => Promise<boolean>,
  describe: () => string = () => '',
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isDone())) {
    if (performance.now() > end) {
      throw new Error(`Waited ${limitMs / 1000} s for ${what}. ${describe().slice(-2_000)}`);
    }
    await sleep(200);
  }
}

async function connectWhenReady(socket: string, describe: () => string): Promise<Qmp> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const qmp = await connectQmp(socket).catch(() => null);
    if (qmp !== null) {
      return qmp;
    }
    await sleep(100);
  }
  throw new Error(`QEMU did not open its control socket. ${describe()}`);
}

function toLines(video: Buffer): readonly string[] {
  const characters = Array.from({ length: 25 * width }, (_, index) => String.fromCharCode(video.readUInt8(index * 2)));
  return Array.from({ length: 25 }, (_, line) => characters.slice(line * width, (line + 1) * width).join(''));
}
