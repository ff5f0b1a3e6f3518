/** PRETTY_NAME of os-release(5), whose values are shell words; else the first line, as in /etc/redhat-release. */
export function parseDistribution(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith('PRETTY_NAME='));
  if (line !== undefined) {
    return line
      .slice('PRETTY_NAME='.length)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .replace(/\\(["$`\\])/g, '$1');
  }
  return text.split('\n')[0]?.trim() ?? '';
}
