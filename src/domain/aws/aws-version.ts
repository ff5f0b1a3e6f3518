export interface AwsVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** What `aws --version` prints: aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 … null: this is no aws-cli. */
export function parseAwsVersion(text: string): AwsVersion | null {
  const found = /^aws-cli\/(\d+)\.(\d+)\.(\d+)/m.exec(text);
  return found === null ? null : { major: Number(found[1]), minor: Number(found[2]), patch: Number(found[3]) };
}

export function formatAwsVersion({ major, minor, patch }: AwsVersion): string {
  return `${major}.${minor}.${patch}`;
}

/** endpoint_url in a config file counts from 2.13.0 and 1.29.0 on (changelogs of aws-cli); before, it is silently ignored. */
export function hasConfiguredEndpoints({ major, minor }: AwsVersion): boolean {
  return major > 2 || (major === 2 && minor >= 13) || (major === 1 && minor >= 29);
}
