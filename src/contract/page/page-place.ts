/**
 * The part of the page's address behind the # sign that names a place of the window, such as /hosts/practice. Which places there are
 * is the page's own business: it shows its first one for an address it does not know.
 */
export function isPagePlace(text: string): boolean {
  return /^(\/[\w.~%-]+)+$/.test(text) && text.length <= 500;
}
