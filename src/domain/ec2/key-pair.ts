import { readText, requireItems, requireText, UnreadableAnswer, type XmlElement } from './xml-element.ts';

export interface Ec2KeyPair {
  readonly name: string;
  readonly fingerprint: string | null;
}

/** The cloud shows the private half once, and keeps it nowhere. */
export interface NewKeyPair extends Ec2KeyPair {
  /** PEM. A secret: it goes to the person, and into no log. */
  readonly privateKey: string;
}

export function parseKeyPairs(answer: XmlElement): readonly Ec2KeyPair[] {
  return requireItems(answer, 'keySet').map(parseKeyPair);
}

export function parseNewKeyPair(answer: XmlElement): NewKeyPair {
  const privateKey = `${requireText(answer, 'keyMaterial').replace(/\r\n?/g, '\n')}\n`;
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[^]+\n-----END [A-Z ]*PRIVATE KEY-----\n$/.test(privateKey)) {
    throw new UnreadableAnswer('<keyMaterial> holds no private key, or half of one');
  }
  return { ...parseKeyPair(answer), privateKey };
}

function parseKeyPair(item: XmlElement): Ec2KeyPair {
  return { name: requireText(item, 'keyName'), fingerprint: readText(item, 'keyFingerprint') };
}
