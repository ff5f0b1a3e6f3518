import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aClaim, anAddress, someAddresses } from '#fakes/addressing.ts';
import { parseClaims } from '#host/facts/parse-claims.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { buildClaimPlan } from '#domain/addressing/claims/build-claim-plan.ts';
import type { ClaimChange } from '#domain/addressing/claims/claim-change.ts';
import type { CloudAddresses } from '#domain/addressing/cloud-addresses.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { openBench, shells } from '../operations/operation-bench.ts';

const day = 86_400_000;
let bench: Awaited<ReturnType<typeof openBench>>;

describe.skipIf(process.platform !== 'linux').each(shells)('claiming addresses under %s', (...shell) => {
  beforeEach(async () => {
    bench = await openBench(shell);
  });
  afterEach(() => bench.close());

  const paths = () => ({ stateDirectory: bench.stateDirectory, runDirectory: path.join(bench.folder, 'run') });
  const fileOf = (cloud: string) => path.join(bench.stateDirectory, 'addresses', cloud, 'claim.json');
  const read = (cloud: string) => JSON.parse(readFileSync(fileOf(cloud), 'utf8')) as AddressClaim;
  let count = 0;

  async function run(change: ClaimChange, current: AddressClaim | null, person = 'ada@laptop') {
    count += 1;
    const operationId = `claim-${count}`;
    const plan = buildClaimPlan(change, current, { operationId, person, nowEpochMs: Date.now() }, paths());
    const events = [];
    for await (const event of bench.runner.start(bench.shell, { operationId, plan, startedBy: person })) events.push(event);
    const end = events.at(-1);
    const said = events.flatMap((event) => (event.kind === 'output' ? [event.text] : [])).join('');
    return end?.kind === 'finished'
      ? { outcome: end.outcome, said: `${said}${JSON.stringify(end.outcome)}` }
      : { outcome: null, said };
  }
  const claim = (addresses: Partial<CloudAddresses> = {}): ClaimChange => ({
    kind: 'claim',
    addresses: someAddresses(addresses),
    untilEpochMs: Date.now() + day,
  });

  it('writes a claim, changes it, and removes it', async () => {
    expect((await run(claim(), null)).outcome?.kind).toBe('succeeded');
    const first = read('blue');
    expect(first).toMatchObject({ owner: 'ada@laptop', parts: aClaim().parts });
    expect((await run(claim({ public: [toKnownRange('10.101.7.64/28')] }), first)).outcome?.kind).toBe('succeeded');
    expect(read('blue').trace.map(({ what }) => what)).toEqual(['claimed', 'changed']);
    expect((await run({ kind: 'release', cloud: 'blue' }, read('blue'))).outcome?.kind).toBe('succeeded');
    expect(readdirSync(path.join(bench.stateDirectory, 'addresses'))).toEqual([]);
  });

  it('refuses what somebody has claimed meanwhile, with both ranges, and leaves nothing', async () => {
    await run(claim({ machines: [], private: null, bridgeAddress: null }), null, 'bob@desk');
    const green = {
      cloud: 'green',
      machines: [],
      private: null,
      bridgeAddress: null,
      public: [toKnownRange('10.101.7.60-10.101.7.70')],
    };
    const { outcome, said } = await run(claim(green), null);
    expect(outcome?.kind).toBe('failed');
    expect(said).toContain(
      '10.101.7.60-10.101.7.70 overlaps 10.101.7.32-10.101.7.63, which bob@desk has claimed for cloud blue. Plan again.',
    );
    expect(readdirSync(path.join(bench.stateDirectory, 'addresses'))).toEqual(['blue']);
    expect((await run(claim({ ...green, public: [toKnownRange('10.101.7.64-10.101.7.70')] }), null)).outcome?.kind).toBe(
      'succeeded',
    );
  });

  it('refuses a machine’s address, but not that of its own machine', async () => {
    const folder = path.join(bench.stateDirectory, 'machines', 'red');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'machine.json'), JSON.stringify({ name: 'red', addresses: { ip: '10.101.7.9' } }, null, 2));
    const machine = (name: string) => ({ machines: [{ name, address: anAddress('10.101.7.9') }] });
    expect((await run(claim(machine('blue')), null)).said).toContain(
      '10.101.7.9 overlaps 10.101.7.9, the address of machine red.',
    );
    expect((await run(claim(machine('red')), null)).outcome?.kind).toBe('succeeded');
  });

  it('refuses an address of the host itself', async () => {
    const self = { machines: [{ name: 'blue', address: anAddress('127.0.0.1') }] };
    expect((await run(claim(self), null)).said).toContain('127.0.0.1 overlaps 127.0.0.1, an address of the host itself');
  });

  it('refuses where the claim is not the one that was reviewed', async () => {
    await run(claim(), null, 'bob@desk');
    expect((await run(claim(), null)).said).toContain('Cloud blue was claimed by bob@desk since');
    const reviewed = read('blue');
    await run(claim(), reviewed, 'bob@desk');
    expect((await run({ kind: 'release', cloud: 'blue' }, reviewed, 'bob@desk')).said).toContain('was changed by bob@desk since');
    await run({ kind: 'release', cloud: 'blue' }, read('blue'), 'bob@desk');
    expect((await run(claim(), reviewed, 'bob@desk')).said).toContain('The claim of blue is gone');
  });

  it('takes over only what is over by the host’s clock', async () => {
    await run({ ...claim(), untilEpochMs: Date.now() + day } as ClaimChange, null, 'bob@desk');
    const takeOver = { kind: 'take-over', cloud: 'blue', untilEpochMs: Date.now() + day } as const;
    expect((await run(takeOver, read('blue'))).said).toContain('is not over yet, by the clock of this host');
    const stale = { ...read('blue'), untilEpochMs: Date.now() - day };
    writeFileSync(fileOf('blue'), `${JSON.stringify(stale, null, 2)}\n`);
    expect((await run(takeOver, stale)).outcome?.kind).toBe('succeeded');
    expect(read('blue').trace.at(-1)).toMatchObject({ what: 'taken-over', by: 'ada@laptop', from: 'bob@desk' });
  });
});

describe('claims in a reading', () => {
  const nonce = 'n0';
  const separator = `sh\0-s\0--\0${nonce}\0`;
  const parse = (text: string) => parseClaims(Buffer.from(`/x/claim.json\0${separator}${text}`).toString('base64'), nonce);

  it('are read as they were written', () => {
    expect(parse(JSON.stringify(aClaim()))).toEqual([aClaim()]);
  });

  it('are all unreadable where one is, so that nothing is given away', () => {
    expect(() => parse(JSON.stringify({ ...aClaim(), parts: [{ kind: 'public', name: null, range: 'x' }] }))).toThrow(
      'is no range of addresses',
    );
  });
});
