/** Words for what is the same wherever it stands. */
export interface CommonText {
  readonly undo: string;
  readonly undone: string;
  readonly close: string;
  readonly cancel: string;
  readonly retry: string;
}
