import type { AwsVersion } from '#domain/aws/aws-version.ts';
import type { LayoutEntry } from '#domain/aws/aws-layout.ts';

/** The person's own aws-cli. */
export interface FoundAws {
  readonly path: string;
  readonly version: AwsVersion;
  /** Where one of 2013 has ec2.json and iam.json; null in those since. */
  readonly modelFolder: string | null;
}

export interface AwsTool {
  /** null: none is installed that answers. Asked once. */
  find(): Promise<FoundAws | null>;
}

/** Folders with files for aws-cli. Only this person may look into them. */
export interface LayoutFiles {
  /** Where they go unless somebody says otherwise. */
  readonly usualFolder: string;
  /** Text of files and targets of links that are there, by path. Rejects with a HostError where one cannot be read. */
  read(folder: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  write(folder: string, entries: readonly LayoutEntry[]): Promise<void>;
  createTemporary(): Promise<{ readonly folder: string; remove(): Promise<void> }>;
}
