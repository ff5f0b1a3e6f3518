import { isAboutKeys, type Ec2Fault } from './ec2-fault.ts';
import { parseXml } from './parse-xml.ts';
import { findDeep, readText, type XmlElement } from './xml-element.ts';

/** What came back for one request, as HTTP has it. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AskedRequest {
  readonly action: string;
  /** What the laptop's clock said when it was signed. */
  readonly signedAtEpochMs: number;
}

export type Ec2Answer = { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly fault: Ec2Fault };

/** More than this, and the clocks are the likelier cause of a refused signature than the keys: clouds allow 5 to 15 minutes. */
const suspiciousSkewMs = 5 * 60_000;

/** An answer is the element of its action, whole. Everything else is a fault that says what it is. */
export function readAnswer(answer: HttpAnswer, asked: AskedRequest): Ec2Answer {
  const { status, body } = answer;
  if (body.trim() === '') {
    return { ok: false, fault: { kind: 'empty', status } };
  }
  if (/^\s*(<!doctype html|<html)/i.test(body)) {
    return { ok: false, fault: { kind: 'html', status, title: findTitle(body) } };
  }
  const reading = parseXml(body);
  if (reading.kind === 'broken') {
    return { ok: false, fault: { ...reading, kind: 'broken-xml', status } };
  }
  const { root } = reading;
  const expected = `${asked.action}Response`;
  const isGood = status >= 200 && status < 300 && root.name === expected;
  return isGood ? { ok: true, root } : { ok: false, fault: readFault(root, answer, asked) };
}

function readFault(root: XmlElement, { status, headers }: HttpAnswer, { action, signedAtEpochMs }: AskedRequest): Ec2Fault {
  const refusal = findRefusal(root);
  if (refusal === null) {
    return { kind: 'other-answer', status, expected: `${action}Response`, found: root.name };
  }
  const cloudEpochMs = Date.parse(headers['date'] ?? '');
  const isLate = /^(RequestExpired|RequestTimeTooSkewed|InvalidTimestamp)$/.test(refusal.code);
  const isSkewed = Math.abs(cloudEpochMs - signedAtEpochMs) > suspiciousSkewMs;
  return isSkewed && (isLate || isAboutKeys(refusal.code))
    ? { kind: 'clock-skew', laptopEpochMs: signedAtEpochMs, cloudEpochMs }
    : { kind: 'refused', status, ...refusal };
}

/** <Errors><Error>, IAM's <ErrorResponse>, Eucalyptus' <ErrorMessage> and SOAP's <Fault>: all that clouds were seen to send. */
function findRefusal(root: XmlElement): { readonly code: string; readonly message: string } | null {
  const error = root.name === 'Error' ? root : findDeep(root, 'Error');
  if (error !== null) {
    return { code: readText(error, 'Code') ?? 'Error', message: readText(error, 'Message') ?? '' };
  }
  const fault = findDeep(root, 'faultstring') ?? (root.name === 'ErrorMessage' ? root : findDeep(root, 'ErrorMessage'));
  if (fault === null) {
    return null;
  }
  return { code: 'Fault', message: (readText(fault, 'message') ?? fault.text).trim() };
}

function findTitle(page: string): string | null {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(page)?.[1]?.trim() ?? '';
  return title === '' ? null : title;
}
