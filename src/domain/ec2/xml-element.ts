/** An element of an answer. Attributes and namespaces say nothing in this API. */
export interface XmlElement {
  readonly name: string;
  /** All text directly in it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** An answer that is XML and not what the action answers with. Its message is the middle of a sentence. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

export function findChild({ children }: XmlElement, name: string): XmlElement | null {
  return children.find((child) => child.name === name) ?? null;
}

/** The first of that name at any depth. */
export function findDeep(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    const found = child.name === name ? child : findDeep(child, name);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** Text of a child; null where there is none, or an empty one. */
export function readText(element: XmlElement, name: string): string | null {
  const text = findChild(element, name)?.text.trim() ?? '';
  return text === '' ? null : text;
}

export function requireText(element: XmlElement, name: string): string {
  const text = readText(element, name);
  if (text === null) {
    throw new UnreadableAnswer(`<${element.name}> has no <${name}>`);
  }
  return text;
}

export function requireNumber(element: XmlElement, name: string): number {
  const text = requireText(element, name);
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new UnreadableAnswer(`<${name}> is ${JSON.stringify(text.slice(0, 40))}, which is no whole number`);
  }
  return Number(text);
}

/** What a list holds. A list that is missing is not an empty one. */
export function requireItems(element: XmlElement, list: string): readonly XmlElement[] {
  const found = findChild(element, list);
  if (found === null) {
    throw new UnreadableAnswer(`<${element.name}> has no <${list}>`);
  }
  return listItems(found);
}

/** Lists within items may be left out where they are empty. */
export function readItems(element: XmlElement, list: string): readonly XmlElement[] {
  const found = findChild(element, list);
  return found === null ? [] : listItems(found);
}

function listItems({ children }: XmlElement): readonly XmlElement[] {
  return children.filter(({ name }) => name === 'item');
}
