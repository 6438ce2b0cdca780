/** Parts of a document that this version can't show. */
export interface UnknownText {
  /** What it is, and what to do. */
  readonly long: string;
  /** The same among other words. */
  readonly short: string;
}
