/** What happened, and what to do about it. */
export interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

export interface SyncText {
  readonly connecting: string;
  readonly saved: string;
  readonly saving: string;
  readonly offline: (unsent: number) => string;
  readonly readOnly: string;
  readonly notSaved: string;
  readonly stopped: string;
  readonly unconfirmed: string;
  /** What the word on the badge means, for whoever wants to know. */
  readonly hints: {
    readonly saved: string;
    readonly saving: string;
    /** Where what is unsent is in this browser's store. */
    readonly offlineKept: string;
    /** Where it is in this tab alone. */
    readonly offline: string;
    readonly readOnly: string;
    readonly unconfirmed: string;
  };
}

export interface TroubleText {
  readonly storing: Trouble;
  readonly unreachable: Trouble;
  readonly signedOut: Trouble;
  /** What was written before, and not sent, is in this browser. */
  readonly signedOutKept: Trouble;
  readonly forbidden: Trouble;
  readonly unknown: Trouble;
  readonly tooLarge: Trouble;
  readonly readOnly: Trouble;
  readonly refused: Trouble;
  readonly broken: Trouble;
  readonly failed: Trouble;
  /** Edits of something that was taken away. @param name of the project or document, '' where it isn't known */
  readonly taken: (name: string) => Trouble;
  readonly notKept: Trouble;
  readonly reload: string;
  readonly signIn: string;
  readonly download: string;
  readonly discard: string;
}
