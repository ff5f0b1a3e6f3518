import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosePath } from '#domain/path/diagnose-path.ts';
import { findInstances } from '#domain/path/find-instances.ts';
import { findInwardPairs } from '#domain/path/find-translations.ts';
import type { PlaceFacts } from '#domain/path/place-facts.ts';
import { proposeProbe } from '#domain/path/propose-probe.ts';
import { replicaCard, withCard } from '#fakes/path-places.ts';
import { createPlaceReader } from '#host/path/create-place-reader.ts';
import { whyNoReplica } from '#support/path-replica.ts';
import { startInsideCloud, type InsideCloud } from './inside-cloud.ts';

const reason = whyNoReplica();
const reader = createPlaceReader({
  resources: { read: (path) => readFile(`resources/${path}`, 'utf8') },
  now: () => Date.now(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
});

describe.skipIf(reason !== null)(`the inside of a Cloud-in-a-box${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  let cloud: InsideCloud | null = null;
  const theCloud = (): InsideCloud => cloud ?? raise('The cloud did not start.');
  const run = (...argv: string[]) => theCloud().run(...argv);
  const list = () => theCloud().list();

  beforeAll(async () => {
    cloud = await startInsideCloud('nsin');
  });

  afterAll(() => cloud?.stop());

  const inspect = (...around: string[]): Promise<PlaceFacts> =>
    reader.read(({ text, args }) => Promise.resolve(theCloud().installed.run([...around, '/bin/sh', '-s', '--', ...args], text)));

  it('has one instance, with the first public address and what the group has for instances', () => {
    const [first] = list();
    expect(first?.slice(1)).toEqual([
      expect.stringMatching(/^emi-[0-9a-f]{8}$/),
      'running',
      '10.77.0.101',
      '172.31.254.73',
      'admin',
      'namespace',
      expect.stringMatching(/^\d{4}-.*Z$/),
    ]);
    expect(run('cat', '/run/practice-instance')).toBe('kind=namespace\nreason=it was asked for\n');
    expect(run('practice-instance', 'console', first?.[0] ?? '')).toContain('lease of 172.31.254.73 obtained');
  });

  it('is a healthy path of seven devices to the walk over what each place says', async () => {
    const [[id = ''] = []] = list();
    const [pid = ''] = run('ip', 'netns', 'pids', id).trim().split('\n').reverse();
    const [host, machine, nested] = await Promise.all([
      theCloud().replica.inspect('host').then(withCard),
      inspect(),
      inspect('nsenter', '-t', pid, '-m', '-n', '-r'),
    ]);
    const places = { host, machine, nested };
    expect(findInstances(machine, 'eth0')).toEqual([
      {
        ...{ source: 'frames', name: null, state: null },
        mac: `d0:0d:${id.slice(2).replace(/..(?=.)/g, '$&:')}`,
        bridge: 'br0',
        port: 'vnet0',
        privateAddress: '172.31.254.73',
        publicAddresses: ['10.77.0.101'],
      },
    ]);
    const diagnosis = diagnosePath({ places, card: replicaCard, otherCards: [], probe: proposeProbe(places, replicaCard) });
    expect(diagnosis.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(diagnosis.doubts).toEqual([]);
    expect(diagnosis).toMatchObject({ verdict: 'healthy', reach: 'nested' });
    expect(findInwardPairs(machine)[0]?.by.rule?.counter?.packets).toBeGreaterThan(0);
  });

  it('gives another instance the next addresses, keeps the counters of the first, and takes all back at its end', () => {
    const before = countTranslated();
    const id = run('practice-instance', 'run', '--key', 'admin').trim();
    expect(list().map((line) => line.slice(3, 5))).toContainEqual(['10.77.0.102', '172.31.254.74']);
    expect(countTranslated()).toBeGreaterThanOrEqual(before);
    expect(() => run('practice-instance', 'run')).toThrow('all public addresses are in use');

    run('practice-instance', 'terminate', id);
    expect(run('ip', '-o', 'addr')).not.toContain('10.77.0.102');
    expect(run('iptables-save')).not.toContain('10.77.0.102');
    expect(list()).toHaveLength(1);
  });

  const countTranslated = () => Number(/\[(\d+):\d+\] -A PREROUTING -d 10\.77\.0\.101/.exec(run('iptables-save', '-c'))?.[1]);

  it.each([
    [['terminate', '../admin'], 'is no ID of an instance'],
    [['terminate', 'i-00000000'], 'there is no instance i-00000000'],
    [['run', '--key', 'nobodys'], 'there is no key called nobodys'],
    [['run', '--kind', 'container'], 'is no kind of instance'],
    [['run', '--image', 'emi-00000000'], 'there is no image emi-00000000'],
    [['authorize', 'tcp', '22;reboot'], 'is no port'],
    [['make-key', '../root'], 'is no name for a key'],
    [['sing'], 'is no command'],
  ])('refuses %j with a sentence', (words, sentence) => {
    expect(() => run('practice-instance', ...words)).toThrow(sentence);
    expect(list()).toHaveLength(1);
  });

  it('opens a port of the group for everybody in it', () => {
    run('practice-instance', 'authorize', 'tcp', '8000-8010', '10.77.0.0/24');
    expect(run('iptables-save')).toMatch(
      /-A sg-[0-9a-f]{8} -s 10\.77\.0\.0\/24 -d 172\.31\.254\.64\/27 -p tcp -m tcp --dport 8000:8010 -j ACCEPT/,
    );
  });
});

function raise(sentence: string): never {
  throw new Error(sentence);
}
