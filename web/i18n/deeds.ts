/** Where something that was done is told. */
export interface DeedsText {
  readonly undo: string;
  readonly undone: string;
  readonly close: string;
}
