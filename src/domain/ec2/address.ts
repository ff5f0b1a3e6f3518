import { readText, requireItems, requireText, type XmlElement } from './xml-element.ts';

export interface ElasticAddress {
  readonly address: string;
  /** null: free, or nobody's. */
  readonly instanceId: string | null;
}

export function parseAddresses(answer: XmlElement): readonly ElasticAddress[] {
  return requireItems(answer, 'addressesSet').map((item) => ({
    address: requireText(item, 'publicIp'),
    instanceId: findInstance(readText(item, 'instanceId')),
  }));
}

export function parseNewAddress(answer: XmlElement): ElasticAddress {
  return { address: requireText(answer, 'publicIp'), instanceId: null };
}

/** Eucalyptus writes "available", "nobody", or "i-1234abcd (arn:…)" there. */
function findInstance(text: string | null): string | null {
  return /\bi-[0-9A-Fa-f]{8,17}\b/.exec(text ?? '')?.[0] ?? null;
}
