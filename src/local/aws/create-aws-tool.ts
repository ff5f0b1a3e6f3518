import { execFile } from 'node:child_process';
import { access, constants, open } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseAwsVersion } from '#domain/aws/aws-version.ts';
import type { AwsTool, FoundAws } from '#core/ports/aws-adapters.ts';

const run = promisify(execFile);
/** A cold start of Python on a busy laptop takes long. */
const timeoutMs = 60_000;

/** The aws of PATH, asked for its version once. */
export function createAwsTool(environment: Readonly<Record<string, string | undefined>>, platform: string): AwsTool {
  let found: Promise<FoundAws | null> | null = null;
  return { find: () => (found ??= findAws(environment['PATH'] ?? '', platform)) };
}

async function findAws(searchPath: string, platform: string): Promise<FoundAws | null> {
  const file = await findProgram(searchPath, platform === 'win32' ? 'aws.exe' : 'aws');
  if (file === null) {
    return null;
  }
  // Under Python 2 it goes to standard error.
  const output = await run(file, ['--version'], { timeout: timeoutMs }).catch(() => ({ stdout: '', stderr: '' }));
  const version = parseAwsVersion(`${output.stdout}\n${output.stderr}`);
  return version && { path: file, version, modelFolder: await findModels(file) };
}

async function findProgram(searchPath: string, name: string): Promise<string | null> {
  for (const folder of searchPath.split(path.delimiter).filter((each) => each !== '')) {
    const file = path.join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) {
      return file;
    }
  }
  return null;
}

/** The folder of botocore's models, as the Python that runs this aws has it; null where there are none as in 2013. */
async function findModels(file: string): Promise<string | null> {
  const python = await readInterpreter(file);
  if (python === null) {
    return null;
  }
  const script = 'import botocore, os; print(os.path.dirname(os.path.abspath(botocore.__file__)))';
  const { stdout } = await run(python, ['-c', script], { timeout: timeoutMs }).catch(() => ({ stdout: '' }));
  const folder = path.join(stdout.trim(), 'data', 'aws');
  return stdout.trim() === ''
    ? null
    : access(path.join(folder, 'ec2.json')).then(
        () => folder,
        () => null,
      );
}

/** Of its first line: #!/usr/bin/python3. */
async function readInterpreter(file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    const line = buffer.subarray(0, bytesRead).toString('latin1').split('\n')[0] ?? '';
    const interpreter = /^#!\s*(\S+)$/.exec(line.trim())?.[1];
    return interpreter?.includes('python') === true ? interpreter : null;
  } finally {
    await handle.close();
  }
}
