/** Which cloud a part of the page is about. */
export interface OfCloud {
  readonly hostId: string;
  readonly cloud: string;
}
