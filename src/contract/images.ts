import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Directory } from '#domain/images/directory.ts';
import type { FetchProblem } from '#domain/images/fetch-draft.ts';
import type { ImageDescription } from '#domain/images/image-description.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { absolutePath, hostId } from './names.ts';
import { method, stream } from './method.ts';

/** What a person typed, whatever it is: what is wrong with it comes back field by field. */
export const fetchDraft = z.strictObject({
  url: z.string().max(8_000, 'An address has at most 8,000 characters'),
  folder: z.string().max(4_096, 'A path has at most 4,096 characters'),
  name: z.string().max(255, 'A name has at most 255 characters'),
  checksum: z.string().max(400_000, 'Give the one line of the list that is about the file'),
});

/** What fetching would do. `problems` that refuse mean: it would not be done, and the plan has no steps. */
export interface FetchReview {
  readonly plan: Plan;
  readonly problems: readonly FetchProblem[];
  readonly script: string;
}

export interface DeleteImageReview {
  readonly plan: Plan;
  readonly path: string;
  readonly sizeBytes: number;
  readonly usedBy: readonly string[];
  readonly refusal: string | null;
  readonly script: string;
}

/** How an upload goes. A stream that ends before `finished` leaves on the host what has arrived. */
export type UploadEvent =
  /** The ticket is good once: send the whole file through it, from its first byte. `offsetBytes` of it are on the host already. */
  | { readonly kind: 'ready'; readonly ticket: string; readonly offsetBytes: number }
  | { readonly kind: 'progress'; readonly doneBytes: number; readonly totalBytes: number }
  /** Everything has arrived; the host adds up what it has. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'finished'; readonly path: string };

const folderInput = z.strictObject({ hostId, path: absolutePath });
const imageInput = z.strictObject({ hostId, path: absolutePath });

export const images = {
  /** null begins where ISOs usually are on this host: the folder used last, else the first of the usual ones that exists. */
  browse: method(z.strictObject({ hostId, path: absolutePath.nullable() })).returns<Directory>(),
  /** Every ISO in the library's folders, what is on its way, and which machine uses what. */
  list: method(z.strictObject({ hostId })).returns<ImageLibrary>(),
  /** Adds a folder of the host to its library, as this laptop sees it. Changes nothing on the host. */
  addFolder: method(folderInput).returns<ImageLibrary>(),
  removeFolder: method(folderInput).returns<ImageLibrary>(),
  /** What a file is: its label, how it boots, its boot menu. */
  describe: method(imageInput).returns<ImageDescription>(),
  reviewFetch: method(z.strictObject({ hostId, draft: fetchDraft })).returns<FetchReview>(),
  /** The host fetches, whether anybody listens or not. Refuses, as an error, what the review refuses. */
  fetch: stream(z.strictObject({ hostId, draft: fetchDraft })).of<OperationEvent>(),
  /** `path` may be that of a part, NAME.part. */
  reviewDelete: method(imageInput).returns<DeleteImageReview>(),
  /** `typedName` must be the file's name. */
  delete: stream(imageInput.extend({ typedName: z.string().max(256) })).of<OperationEvent>(),
  /** Ends when the host has the whole file under its name. Stopping to listen breaks the upload off. */
  upload: stream(
    z.strictObject({
      hostId,
      path: absolutePath,
      sizeBytes: z.int().min(1, 'The file is empty').max(Number.MAX_SAFE_INTEGER),
      restart: z.boolean(),
    }),
  ).of<UploadEvent>(),
};
