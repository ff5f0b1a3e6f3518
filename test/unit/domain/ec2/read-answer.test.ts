import { describe, expect, it } from 'vitest';
import { describeFault } from '#domain/ec2/ec2-fault.ts';
import { readAnswer, type Ec2Answer } from '#domain/ec2/read-answer.ts';
import { toErrorXml, toXml } from '#fakes/ec2.ts';

const signedAtEpochMs = Date.UTC(2013, 5, 14, 10, 0, 0);
const onTime = new Date(signedAtEpochMs).toUTCString();

function read(body: string, status = 200, date = onTime): Ec2Answer {
  return readAnswer({ status, headers: { date }, body }, { action: 'DescribeImages', signedAtEpochMs });
}

function explain(body: string, status = 200, date = onTime): string {
  const answer = read(body, status, date);
  return answer.ok ? 'an answer' : describeFault(answer.fault, 'DescribeImages').message;
}

const whole = toXml('DescribeImages', '<imagesSet/>');

describe('readAnswer', () => {
  it('takes the element of the action, whatever its namespace', () => {
    expect(read(whole).ok).toBe(true);
    expect(read('<a:DescribeImagesResponse xmlns:a="urn:x"><a:imagesSet/></a:DescribeImagesResponse>').ok).toBe(true);
  });

  it('says so wherever an answer breaks off', () => {
    for (let length = 45; length < whole.trimEnd().length; length += 7) {
      expect(explain(whole.slice(0, length))).toMatch(/is not whole|with nothing/);
    }
  });

  it('tells a web page from an answer, with its title', () => {
    expect(explain('<!DOCTYPE html><html><head><title>503 Service</title></head></html>', 503)).toContain(
      'web page (“503 Service”)',
    );
    expect(explain('  \n', 500)).toBe('The cloud answered DescribeImages with nothing, and status 500.');
    expect(explain('Not found', 404)).toContain('is not whole');
    expect(explain(toXml('ListBuckets', ''))).toContain('with <ListBucketsResponse>');
  });

  it('reads no entities of a document’s own', () => {
    expect(explain('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')).toContain('DOCTYPE');
  });

  it.each([
    ['EC2', toErrorXml('InvalidZone.NotFound', 'There is no zone x.')],
    [
      'IAM',
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidZone.NotFound</Code><Message>There is no zone x.</Message></Error></ErrorResponse>',
    ],
  ])('repeats the words of a cloud that refuses as %s does', (_name, body) => {
    expect(explain(body, 400)).toBe('The cloud refused DescribeImages: There is no zone x. (InvalidZone.NotFound, status 400)');
  });

  it('reads a fault of SOAP, which old clouds send', () => {
    const soap =
      '<s:Envelope xmlns:s="u"><s:Body><s:Fault><faultstring>Failed to bind</faultstring></s:Fault></s:Body></s:Envelope>';
    expect(explain(soap, 500)).toContain('Failed to bind');
  });

  it('says that the clocks differ, with both times, where keys are refused and they do', () => {
    const hourLater = new Date(signedAtEpochMs + 3_600_000).toUTCString();
    expect(explain(toErrorXml('AuthFailure', 'no'), 403, hourLater)).toBe(
      'The clocks are 60 minutes apart, and the cloud takes signed requests for a few minutes only: it is 2013-06-14T10:00:00Z on this laptop and 2013-06-14T11:00:00Z on the cloud.',
    );
    expect(explain(toErrorXml('AuthFailure', 'no'), 403)).toContain('refused DescribeImages: no');
    expect(explain(toErrorXml('InvalidZone', 'no'), 400, hourLater)).toContain('refused DescribeImages: no');
  });
});
