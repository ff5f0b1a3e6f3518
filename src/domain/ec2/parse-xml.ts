import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import type { XmlElement } from './xml-element.ts';

export type XmlReading =
  | { readonly kind: 'read'; readonly root: XmlElement }
  | { readonly kind: 'broken'; readonly reason: string; readonly line: number };

/** Strict: a document with a beginning, an end and one root. What declares entities of its own is not read at all. */
export function parseXml(text: string): XmlReading {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    return { kind: 'broken', reason: 'it has a DOCTYPE, which no answer of this API has', line: 1 };
  }
  const broken = findBreak(text);
  if (broken !== null) {
    return broken;
  }
  const parser = new XMLParser({
    preserveOrder: true,
    removeNSPrefix: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    trimValues: false,
  });
  const [root, ...others] = toElements(parser.parse(text));
  return root === undefined || others.length > 0
    ? { kind: 'broken', reason: 'it has not one element at its root', line: 1 }
    : { kind: 'read', root };
}

/** The parser itself takes half a document for a whole one; the validator throws at what is not closed. */
function findBreak(text: string): Extract<XmlReading, { kind: 'broken' }> | null {
  try {
    SyntaxValidator.validate(text);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) {
      throw error;
    }
    const line = 'line' in error && typeof error.line === 'number' ? error.line : 1;
    return { kind: 'broken', reason: error.message.replace(/\.$/, ''), line };
  }
}

/** The parser's list of nodes: each an object with one name, and below it a list again; text is called #text. */
function toElements(nodes: unknown): readonly XmlElement[] {
  return toNodes(nodes).flatMap(([name, content]) => (name === '#text' ? [] : [toElement(name, content)]));
}

function toElement(name: string, content: unknown): XmlElement {
  const texts = toNodes(content).flatMap(([key, value]) => (key === '#text' ? [String(value)] : []));
  return { name, text: texts.join(''), children: toElements(content) };
}

function toNodes(nodes: unknown): readonly (readonly [string, unknown])[] {
  return Array.isArray(nodes)
    ? nodes.flatMap((node: unknown) => (typeof node === 'object' && node !== null ? Object.entries(node).slice(0, 1) : []))
    : [];
}
