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
    readonly offline: string;
    readonly readOnly: string;
    readonly unconfirmed: string;
  };
}

export interface TroubleText {
  readonly storing: Trouble;
  readonly unreachable: Trouble;
  readonly signedOut: Trouble;
  readonly forbidden: Trouble;
  readonly unknown: Trouble;
  readonly tooLarge: Trouble;
  readonly readOnly: Trouble;
  readonly refused: Trouble;
  readonly broken: Trouble;
  readonly failed: Trouble;
  readonly retry: string;
  readonly reload: string;
  readonly copy: string;
  readonly copied: string;
}
