/** Who else is in a document, and going along with one of them. */
export interface TogetherText {
  /** Of the button that opens the list of who else is in the document. */
  readonly people: (count: number) => string;
  readonly follow: (name: string) => string;
  readonly following: (name: string) => string;
  readonly stop: string;
  readonly stopped: (name: string) => string;
  /** Whom one followed, and who isn’t there any more. */
  readonly left: (name: string) => string;
  /** Said to screen readers. @param names of those who came, joined */
  readonly came: (names: string, count: number) => string;
  readonly gone: (names: string, count: number) => string;
  /** Somebody changes the block that one writes in. */
  readonly changes: (name: string) => string;
  /** Who can’t be named. */
  readonly somebody: string;
  /** Has screen readers told nothing of what others do, and again. */
  readonly mute: string;
  readonly unmute: string;
}
