export interface PresenceText {
  readonly here: string;
  readonly hereIn: (project: string) => string;
  /** What the stack of avatars says aloud. */
  readonly hereNow: (names: string) => string;
  readonly more: (count: number) => string;
  /** The end of a list of names. */
  readonly others: (count: number) => string;
  /** Behind one's own name. */
  readonly you: string;
  readonly status: { readonly online: string; readonly away: string; readonly busy: string; readonly offline: string };
  /** Where somebody is: begins a line, or follows a status. */
  readonly places: {
    readonly board: string;
    readonly task: (title: string) => string;
    readonly document: (title: string) => string;
    readonly here: string;
  };
  readonly untitled: string;
  /** Who is in which document. */
  readonly documents: string;
  /** Members who aren't here. */
  readonly absent: string;
  readonly alone: string;
  readonly nobody: string;
  /** Instead of the others while the server can't be reached. */
  readonly unseen: string;
}
