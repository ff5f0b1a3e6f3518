/** A rule about the recipe as a whole that it does not keep, and which field to look at. */
export interface RecipeFault {
  readonly field: string;
  readonly message: string;
}
