import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '#cli/build-program.ts';
import type { Terminal } from '#cli/terminal/terminal.ts';
import { runCli } from './run-cli.ts';

const silent = { writeOut: () => undefined, writeError: () => undefined, outHasColors: false, errorHasColors: false };
const program = buildProgram({ version: '1.2.3', terminal: silent as unknown as Terminal }, () => async () => undefined);

function allCommands(command: Command, path: readonly string[] = []): (readonly string[])[] {
  return command.commands
    .filter((each) => each.name() !== 'help')
    .flatMap((each) => [[...path, each.name()], ...allCommands(each, [...path, each.name()])]);
}

describe('help', () => {
  it('is there for the commands of the contract', () => {
    const names = allCommands(program).map((path) => path.join(' '));
    expect(names).toEqual(
      expect.arrayContaining([
        'hosts add',
        'hosts list',
        'hosts remove',
        'check',
        'list',
        'launch',
        'destroy',
        'chain',
        'console',
      ]),
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'operations',
        'activity',
        ...['up', 'down', 'reset', 'ssh', 'status'].map((name) => `practice ${name}`),
      ]),
    );
  });

  it.each(allCommands(program).filter((path) => !['clouds', 'hosts', 'images', 'recipes'].includes(path.join(' '))))(
    'has examples: %s %s',
    async (...path) => {
      const { code, out, err } = await runCli([...path, '--help']);
      expect(code).toBe(0);
      expect(err).toBe('');
      expect(out).toContain('Examples:\n');
      expect(out).toContain(`nutshell ${path.join(' ')}`);
      expect(out).toContain('--json');
    },
  );

  it('prints the version without opening the back end', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, out: '1.2.3\n', err: '', isClosed: false });
  });
});

describe('usage', () => {
  it('suggests the command that was meant, and ends with 2', async () => {
    const { code, out, err } = await runCli(['chian', 'ciab']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain("unknown command 'chian'");
    expect(err).toContain('Did you mean chain?');
  });

  it('says the same in JSON', async () => {
    const { code, out } = await runCli(['launch', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      problem: { code: 'invalid-input', message: "required option '--role <role>' not specified", hint: null, raw: null },
    });
  });

  it('without a command shows the help on standard error', async () => {
    const { code, out, err } = await runCli([]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('Usage: nutshell');
  });
});
