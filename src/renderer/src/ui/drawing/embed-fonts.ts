/** The window's own fonts as rules that carry them, so that a drawing looks the same elsewhere. Those that cannot be had are left out. */
export async function embedFonts(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSFontFaceRule ? [{ rule, base: sheet.href ?? document.baseURI }] : [],
    ),
  );
  const embedded = await Promise.all(rules.filter(({ rule }) => isLatin(rule)).map(({ rule, base }) => embed(rule, base)));
  return embedded.filter((rule) => rule !== null).join('\n');
}

/** Fonts come in parts by script; names of devices and our sentences are in this one. */
function isLatin(rule: CSSFontFaceRule): boolean {
  const range = rule.style.getPropertyValue('unicode-range');
  return range === '' || /U\+0+-0*FF\b/i.test(range);
}

async function embed(rule: CSSFontFaceRule, base: string): Promise<string | null> {
  const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
  if (path === undefined) {
    return null;
  }
  try {
    const answer = await fetch(new URL(path, base));
    const data = await toDataUrl(await answer.blob());
    const words = ['font-family', 'font-weight', 'font-style'].map((name) => `${name}:${rule.style.getPropertyValue(name)}`);
    return `@font-face{${words.join(';')};src:url(${data}) format("woff2")}`;
  } catch {
    return null;
  }
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('The font could not be read')));
    reader.readAsDataURL(blob);
  });
}
