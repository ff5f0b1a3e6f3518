import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiError } from '#contract/api-error.ts';
import type { AppApi } from '#contract/api.ts';
import type { CredentialsFetch } from '#contract/credentials.ts';
import type { AcceptanceEvent, AcceptanceStepId } from '#domain/acceptance/acceptance-step.ts';
import { aVerifyReport, toAcceptanceEvents } from '#fakes/acceptance.ts';
import { aHost, clientWith } from './builders.ts';
import { runCli, streamOf, type PartialClient } from './run-cli.ts';

type VerifyInput = Parameters<AppApi['acceptance']['verify']>[0];

const folder = mkdtempSync(join(tmpdir(), 'nutshell-verify-'));
const passwordFile = join(folder, 'password');
writeFileSync(passwordFile, 'the password\n');

function world(failedAt: AcceptanceStepId | null = null, fetches: readonly (CredentialsFetch | ApiError)[] = []) {
  const asked: VerifyInput[] = [];
  let fetched = 0;
  const client: PartialClient = {
    ...clientWith([aHost()]),
    credentials: {
      fetch: async () => {
        const answer = fetches[fetched++] ?? { kind: 'none', reasons: [] };
        if (answer instanceof ApiError) throw answer;
        return answer;
      },
    },
    acceptance: {
      verify: (input) => {
        asked.push(input);
        return streamOf(...toAcceptanceEvents(aVerifyReport(failedAt)));
      },
    },
  };
  return { client, asked };
}

const aPasswordQuestion: CredentialsFetch = {
  kind: 'question',
  question: { kind: 'password', target: 'root@10.101.7.2', wrongBefore: false },
};

describe('nutshell verify', () => {
  it('tells each step with its evidence, and ends with 0 where all passed', async () => {
    const { code, out, err } = await runCli(['verify', 'blue'], world());
    expect([code, out]).toEqual([0, 'blue passed: all 10 steps, in 61.5 s.\n']);
    expect(err).toContain('passed  The services of the cloud listen (1.5 s)\n          seen at services\n');
    expect(err.match(/^passed /gm)).toHaveLength(10);
  });

  it('ends with 1 where a step failed, and says which, why and what to do', async () => {
    const { code, out, err } = await runCli(['verify', 'blue'], world('ssh'));
    expect([code, out]).toEqual([1, 'blue failed at step 8: SSH to that address with the new key.\n']);
    expect(err).toMatch(/FAILED {2}SSH to that address[^]* What ssh needs is not there\.\n {10}Look at the logs\.\n/);
    expect(err).toMatch(/skipped Probes reach the instance[^]*passed {2}What was made for this is gone again/);
  });

  it('gives every event as a line of JSON, the report last', async () => {
    const { code, out } = await runCli(['verify', 'blue', '--json'], world('credentials'));
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AcceptanceEvent);
    expect(code).toBe(1);
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(10);
    expect(events.at(-1)).toEqual({ kind: 'finished', report: aVerifyReport('credentials') });
  });

  it('writes the report for a nightly build and for people, also when it is red', async () => {
    const [junit, markdown] = [join(folder, 'verify.xml'), join(folder, 'verify.md')];
    const { code, err } = await runCli(['verify', 'blue', '--junit', junit, '--markdown', markdown], world('trace'));
    expect(code).toBe(1);
    expect(err).toContain(`The report is in ${junit}`);
    expect(readFileSync(junit, 'utf8')).toMatch(/<testsuite name="nutshell verify blue" tests="10" failures="1"/);
    expect(readFileSync(junit, 'utf8')).toContain('== Logs of blue\na line of a log');
    expect(readFileSync(markdown, 'utf8')).toContain('| 9 | Probes reach the instance, and come back | FAILED | 1.5 s |');
  });

  it('says of a report that cannot be written that the test is over', async () => {
    const path = join(folder, 'no', 'such', 'folder.xml');
    const { code, out, err } = await runCli(['verify', 'blue', '--junit', path], world());
    expect([code, existsSync(path)]).toEqual([1, false]);
    expect(out).toContain('blue passed');
    expect(err).toContain(`The report could not be written to ${path}.`);
    expect(err).toContain('the test itself is over');
  });

  it('hands on what was wished, and the password that the credentials were fetched with', async () => {
    const { client, asked } = world(null, [aPasswordQuestion, { kind: 'none', reasons: ['Not yet.'] }]);
    const wishes = ['--image', 'emi-1a2b3c4d', '--type', 'm1.small', '--instance-user', 'cirros', '--limit', '1800'];
    const { err } = await runCli(['verify', 'blue', '--password-file', passwordFile, ...wishes], { client });
    expect(asked).toMatchObject([
      {
        ...{ hostId: 'lab-1', cloud: 'blue', imageId: 'emi-1a2b3c4d', type: 'm1.small', user: 'cirros', limitSeconds: 1800 },
        login: { answers: { secrets: [{ target: 'root@10.101.7.2', kind: 'password', value: 'the password' }] } },
      },
    ]);
    expect(err).not.toContain('the password');
  });

  it('lets the test itself tell of a machine that cannot be reached', async () => {
    const lost = new ApiError({ code: 'unreachable', message: 'Nobody answers.', hint: null, raw: null });
    const { client, asked } = world('services', [lost]);
    const { code, err } = await runCli(['verify', 'blue'], { client });
    expect([code, asked.length]).toEqual([1, 1]);
    expect(err).toContain('The credentials could not be fetched yet; the test will say more.');
  });

  it('ends with 7 before anything was begun where a person would have to answer', async () => {
    const { client, asked } = world(null, [aPasswordQuestion]);
    const { code, err } = await runCli(['verify', 'blue'], { client });
    expect([code, asked]).toEqual([7, []]);
    expect(err).toContain('root@10.101.7.2');
  });

  it.each([
    [['verify'], 2, "missing required argument 'cloud'"],
    [['verify', 'blue', '--limit', 'soon'], 2, '--limit'],
    [['verify', 'blue', '--key', 'a', '--agent'], 2, 'Give one of --key, --agent and --password-file.'],
    [['verify', 'blue', '--password-file', join(folder, 'none')], 1, join(folder, 'none')],
  ])('refuses %j with a sentence and starts nothing', async (argv, code, sentence) => {
    const { client, asked } = world(null, [aPasswordQuestion]);
    const result = await runCli(argv, { client });
    expect([result.code, asked]).toEqual([code, []]);
    expect(result.err).toContain(sentence);
  });

  it('ends in good order after Ctrl-C: what was made is taken away first', async () => {
    const controller = new AbortController();
    const stopped: unknown[] = [];
    const { client } = world();
    const [began, ...others] = toAcceptanceEvents(aVerifyReport('running'));
    async function* verify(): AsyncGenerator<AcceptanceEvent> {
      if (began !== undefined) yield began;
      controller.abort();
      yield* streamOf(...others);
    }
    const stop = async (place: unknown) => (stopped.push(place), null);
    const result = await runCli(['verify', 'blue'], {
      client: { ...client, acceptance: { verify, stop } },
      signal: controller.signal,
    });
    expect(result.code).toBe(130);
    expect(stopped).toEqual([{ hostId: 'lab-1', cloud: 'blue' }]);
    expect(result.err).toContain('Stopping; what was made is taken away first.');
    expect(result.err).toContain('passed  What was made for this is gone again');
  });
});
