/** The fields of a JSON object, given as text or as a value; none where it is anything else. */
export function readJsonObject(given: unknown): Readonly<Record<string, unknown>> {
  const value = typeof given === 'string' ? parse(given) : given;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Whether a file that is there can be merged with: a JSON object, and nothing else. */
export function isJsonObject(text: string): boolean {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
