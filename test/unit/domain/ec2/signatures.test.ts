import { describe, expect, it } from 'vitest';
import { signVersion2 } from '#domain/ec2/sign-version-2.ts';
import { signVersion4, type Version4Request } from '#domain/ec2/sign-version-4.ts';
import { digests } from '#fakes/ec2.ts';

/** AWS's Signature Version 4 test suite (aws-sig-v4-test-suite), with its own example keys. */
const suiteKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const suiteEpochMs = Date.UTC(2015, 7, 30, 12, 36, 0);
const vanilla: Version4Request = {
  ...{ region: 'us-east-1', service: 'service', method: 'GET', path: '/', query: [], body: '' },
  headers: { host: 'example.amazonaws.com' },
};

describe('signature version 4', () => {
  it.each<readonly [string, Partial<Version4Request>, string]>([
    ['get-vanilla', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', { method: 'POST' }, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      {
        query: [
          ['Param2', 'value2'],
          ['Param1', 'value1'],
        ],
      },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'post-x-www-form-urlencoded',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'example.amazonaws.com' },
        body: 'Param1=value1',
      },
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('is that of AWS’s own example %s', (_name, change, signature) => {
    const { authorization } = signVersion4({ ...vanilla, ...change }, suiteKeys, suiteEpochMs, digests);
    expect(authorization).toContain('Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request');
    expect(authorization).toContain(`Signature=${signature}`);
  });
});

describe('signature version 2', () => {
  it('is that of AWS’s own example', () => {
    const form = signVersion2(
      {
        method: 'GET',
        host: 'elasticmapreduce.amazonaws.com',
        path: '/',
        parameters: [
          ['Action', 'DescribeJobFlows'],
          ['Version', '2009-03-31'],
        ],
      },
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      Date.UTC(2011, 9, 3, 15, 19, 30),
      digests,
    );
    // The example of AWS has the time without its Z; the text that is signed is otherwise the same.
    const text = form.replace(/&Signature=.*/, '').replace('30Z', '30');
    const signed = `GET\nelasticmapreduce.amazonaws.com\n/\n${text}`;
    expect(digests.hmacChain('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', [signed], 'base64')).toBe(
      'i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=',
    );
  });
});
