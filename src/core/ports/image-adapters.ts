import type { Directory } from '#domain/images/directory.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import type { FoundImages } from '#domain/images/image-library.ts';
import type { HostShell } from './host-shell.ts';

/** Reads what a host has to install from. */
export interface ImageReader {
  /** null begins where ISOs usually are. */
  browse(shell: HostShell, path: string | null): Promise<Directory>;
  /** Every image in these folders and what is on its way, in one round trip. */
  list(shell: HostShell, folders: readonly string[]): Promise<FoundImages>;
  /** What a file is, without mounting it. */
  describe(shell: HostShell, path: string): Promise<ImageDescription>;
}

export interface UploadTarget {
  /** Where the file will be, whole. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** Takes a file in from the laptop. What has arrived stays when the line breaks; refusals are HostErrors in sentences. */
export interface ImageReceiver {
  /** How much of the file is there from an upload that broke off, and the SHA-256 sum of that. */
  prepare(shell: HostShell, target: UploadTarget, options: PrepareOptions): Promise<UploadState>;
  /** Adds bytes from `offsetBytes` on. Resolves when the host has written what it was given. */
  append(shell: HostShell, target: UploadTarget, delivery: UploadDelivery): Promise<void>;
  /** Compares the whole with its sum, then gives it its name, never over another file. */
  finish(shell: HostShell, target: UploadTarget, sha256: string): Promise<void>;
}

export interface PrepareOptions {
  /** Forgets what is there already. */
  readonly restart: boolean;
  readonly signal: AbortSignal;
}

export interface UploadState {
  readonly offsetBytes: number;
  readonly prefixSha256: string;
}

export interface UploadDelivery {
  readonly offsetBytes: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** Folders that a person added to the library of a host, by host id; kept on this laptop. */
export interface ImageFolderStore {
  list(hostId: string): Promise<readonly string[]>;
  save(hostId: string, folders: readonly string[]): Promise<void>;
}

/** SHA-256 of bytes as they pass. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Of what has passed so far, in hex digits; more may follow. */
  soFar(): string;
}

export type CreateHash = () => RunningHash;
