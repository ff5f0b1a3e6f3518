import { embedFonts } from './embed-fonts.ts';

/** What a drawing gets from the window's style sheets, and needs as its own where there are none. */
const drawnProperties = [
  'display',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'letter-spacing',
  'text-anchor',
] as const;

const svgNamespace = 'http://www.w3.org/2000/svg';
const lineHeight = 1.35;

/** A drawing of the window as a file that any viewer shows the same: its styles and its fonts are in it, and its background. */
export async function toStandaloneSvg(drawing: SVGSVGElement): Promise<string> {
  const copy = cloneStyled(drawing);
  const [width, height] = [drawing.clientWidth, drawing.clientHeight];
  copy.setAttribute('xmlns', svgNamespace);
  copy.setAttribute('width', width.toString());
  copy.setAttribute('height', height.toString());
  const ground = document.createElementNS(svgNamespace, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', findGround(drawing));
  const style = document.createElementNS(svgNamespace, 'style');
  style.textContent = await embedFonts();
  copy.prepend(style, ground);
  return new XMLSerializer().serializeToString(copy);
}

function cloneStyled(original: SVGSVGElement): SVGSVGElement {
  const copy = original.cloneNode(true) as SVGSVGElement;
  const pairs = [...original.querySelectorAll('*')].map((element, at) => [element, copy.querySelectorAll('*')[at]] as const);
  [[original, copy] as const, ...pairs].forEach(([from, to]) => {
    if (to instanceof SVGElement) {
      takeStyle(from, to);
    }
  });
  // Viewers of drawings know nothing of HTML: its sentences become text.
  [...copy.querySelectorAll('foreignObject')].forEach((box, at) => {
    const source = original.querySelectorAll('foreignObject')[at];
    if (source !== undefined) {
      box.replaceWith(toText(source));
    }
  });
  return copy;
}

function takeStyle(from: Element, to: SVGElement): void {
  const style = getComputedStyle(from);
  for (const property of drawnProperties) {
    to.style.setProperty(property, style.getPropertyValue(property));
  }
  ['class', 'role', 'tabindex', 'aria-pressed', 'aria-hidden'].forEach((name) => to.removeAttribute(name));
}

/** The lines of an HTML box as it breaks them on the screen. */
function toText(box: Element): SVGElement {
  const text = document.createElementNS(svgNamespace, 'text');
  const html = box.firstElementChild ?? box;
  const style = getComputedStyle(html);
  const size = Number.parseFloat(style.fontSize);
  text.setAttribute('style', `fill:${style.color};font:${style.font}`);
  breakLines(html).forEach((line, at) => {
    const span = document.createElementNS(svgNamespace, 'tspan');
    span.setAttribute('x', box.getAttribute('x') ?? '0');
    span.setAttribute('y', (Number(box.getAttribute('y')) + size * (1 + at * lineHeight)).toString());
    span.textContent = line;
    text.append(span);
  });
  return text;
}

function breakLines(html: Element): readonly string[] {
  const node = html.firstChild;
  if (!(node instanceof Text)) {
    return [html.textContent];
  }
  const lines: string[] = [];
  let lastTop = Number.NEGATIVE_INFINITY;
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { top } = range.getBoundingClientRect();
    if (top > lastTop + 2) {
      lines.push(word);
      lastTop = top;
    } else {
      lines.push(`${lines.pop() ?? ''} ${word}`);
    }
  }
  return lines;
}

/** The first colour that is behind it. */
function findGround(element: Element): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== '' && colour !== 'transparent' && !colour.endsWith(', 0)')) {
      return colour;
    }
  }
  return 'white';
}
