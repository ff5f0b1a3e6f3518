import { describe, expect, it } from 'vitest';
import { createMachineWays, type MachineWayOptions } from '#core/clouds/create-machine-ways.ts';
import { createCredentialService } from '#core/credentials/create-credential-service.ts';
import type { ConnectAttempt } from '#core/ports/host-connector.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { CommandOutput, RunRequest } from '#core/ports/host-shell.ts';
import { known } from '#domain/fact.ts';
import type { ConnectSecret } from '#domain/hosts/connection.ts';
import { aCloud, aCloudMachine } from '#fakes/clouds.ts';
import { createFakeLink, createFakeShell } from '#fakes/fake-host-link.ts';
import { aHost as aHostsFacts } from '#fakes/host-facts.ts';
import { aDefinition, aDisk, aMachine } from '#fakes/machines.ts';
import { aBuiltInRecipe } from '#fakes/recipes.ts';
import { createMemorySecretStore } from '#local/create-memory-secret-store.ts';
import { anEucarc } from '#support/credentials/an-eucarc.ts';
import { aHost } from '../../cli/builders.ts';

const context = { signal: new AbortController().signal };
const where = { hostId: 'lab-1', cloud: 'blue' };
const target = 'root@10.101.7.2';
const passwordQuestion = (wrongBefore: boolean): ConnectAttempt => ({
  kind: 'question',
  question: { kind: 'password', target, wrongBefore },
});

/** The real use cases; `attempts` are what connecting comes to, one after the other. */
function open(
  answer: (request: RunRequest) => Partial<CommandOutput> | Error = () => ({ stdout: anEucarc() }),
  before: readonly ConnectAttempt[] = [],
) {
  const link = createFakeLink(createFakeShell(answer));
  const offered: (readonly ConnectSecret[])[] = [];
  const secrets = createMemorySecretStore();
  const machine = aMachine({
    name: 'blue',
    definition: aDefinition({ name: 'blue', disk: aDisk({ name: 'blue', sizeGiB: 100 }) }),
  });
  const options = {
    hosts: { find: async () => aHost() },
    connections: { answersOf: () => ({ acceptedFingerprints: [], secrets: [] }) },
    readings: {
      readFresh: async () => ({
        facts: aHostsFacts({
          clouds: known([{ kind: 'read', name: 'blue', cloud: aCloud({ machines: [aCloudMachine()] }) }], 'cat'),
        }),
        machines: [machine],
      }),
    },
    recipes: { findRecipe: async (id: string) => aBuiltInRecipe(id) },
    secrets,
    connectInside: async ({ answers }: { answers: { secrets: readonly ConnectSecret[] } }) => {
      offered.push(answers.secrets);
      return before[offered.length - 1] ?? { kind: 'connected', link };
    },
  };
  const ways = createMachineWays(options as unknown as MachineWayOptions);
  return { ...createCredentialService({ ways, secrets, environment: { now: () => 5 } }), link, offered, secrets };
}

const login = (value?: string, remember = false) => ({
  answers: {
    acceptedFingerprints: [],
    secrets: value === undefined ? [] : [{ target, kind: 'password' as const, value }],
    remember,
  },
});

describe('credentials of a cloud', () => {
  it('are read where the recipe says, kept, shown only to who asks, and forgotten', async () => {
    const asked: RunRequest[] = [];
    const { api, link } = open((request) => (asked.push(request), { stdout: anEucarc() }));
    const answer = await api.fetch({ ...where, login: login('pass') }, context);
    expect(answer).toMatchObject({
      kind: 'fetched',
      summary: { holder: 'admin of the account 123456789012', origin: 'root@10.101.7.2, /root/credentials/admin/eucarc' },
    });
    expect(JSON.stringify(answer)).not.toContain('secretSECRET');
    expect(asked.map(({ command }) => command)).toEqual([
      { kind: 'argv', argv: ['cat', '--', '/root/credentials/admin/eucarc'] },
    ]);
    expect(link.isClosed()).toBe(true);
    expect(JSON.stringify(await api.state(where, context))).not.toContain('secretSECRET');
    expect(await api.show(where, context)).toMatchObject({ secretAccessKey: 'secretSECRETsecretSECRETsecretSECRET0000' });
    await api.forget(where, context);
    await expect(api.show(where, context)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('come from the next source where the first has none, as a script on standard input', async () => {
    const missing = new HostError('command-failed', 'cat failed.', { raw: 'cat: No such file or directory' });
    const names: string[] = [];
    const { api } = open(({ command }) => {
      names.push(command.kind === 'script' ? command.name : command.argv.join(' '));
      return command.kind === 'argv' ? missing : { stdout: anEucarc() };
    });
    expect(await api.fetch({ ...where, login: login() }, context)).toMatchObject({ kind: 'fetched' });
    expect(names).toEqual(['cat -- /root/credentials/admin/eucarc', 'recipe: New ones, with a new certificate']);
  });

  it('that are half written are refused with a line, and nothing is kept', async () => {
    const { api, link } = open(() => ({ stdout: anEucarc().slice(0, 400) }));
    const answer = await api.fetch({ ...where, login: login() }, context);
    expect(answer).toMatchObject({ kind: 'none' });
    expect(JSON.stringify(answer)).toMatch(/What the setup left for root .*Line \d+/);
    expect((await api.state(where, context)).kept).toBeNull();
    expect(link.isClosed()).toBe(true);
  });
});

describe('the way into a machine', () => {
  it('asks, remembers the password under the name of the cloud where that is wished, and offers it the next time', async () => {
    const { api, offered, secrets } = open(undefined, [passwordQuestion(false)]);
    expect(await api.fetch({ ...where, login: login() }, context)).toMatchObject({ kind: 'question' });
    await api.fetch({ ...where, login: login('pass', true) }, context);
    expect(await secrets.get('password:root@10.101.7.2')).toBeNull();
    await api.fetch({ ...where, login: login() }, context);
    expect(offered.map((each) => each.map(({ value }) => value))).toEqual([[], ['pass'], ['pass']]);
  });

  it('keeps no password that was refused, and none without being asked to', async () => {
    const { api, offered } = open(undefined, [{ kind: 'connected', link: createFakeLink() }, passwordQuestion(true)]);
    await api.fetch({ ...where, login: login('old', true) }, context);
    await api.fetch({ ...where, login: login() }, context);
    await api.fetch({ ...where, login: login('new') }, context);
    await api.fetch({ ...where, login: login() }, context);
    expect(offered.map((each) => each.map(({ value }) => value))).toEqual([['old'], ['old'], ['new'], []]);
  });

  it('says which machines there are where the one that is named is none', async () => {
    const { api } = open();
    await expect(api.fetch({ ...where, login: { ...login(), machine: 'bleu' } }, context)).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('blue') as string,
    });
  });
});
