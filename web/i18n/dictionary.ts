import type { BoardText } from './board.ts';

/** What happened, and what to do about it. */
export interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

/** Every text that people read. */
export interface Dictionary {
  readonly sync: {
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
  };
  readonly trouble: {
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
  };
  readonly presence: { readonly here: string; readonly more: (count: number) => string };
  readonly board: BoardText;
  readonly editor: { readonly label: string; readonly placeholder: string; readonly empty: string };
  readonly person: {
    readonly open: (name: string) => string;
    readonly title: string;
    readonly name: string;
    readonly nameHint: string;
    readonly language: string;
    readonly done: string;
    readonly adjectives: readonly string[];
    readonly animals: readonly string[];
    readonly join: (adjective: string, animal: string) => string;
  };
  readonly home: {
    readonly title: string;
    readonly intro: string;
    readonly field: string;
    readonly open: string;
    readonly welcome: string;
  };
  readonly session: {
    readonly title: string;
    readonly intro: string;
    readonly name: string;
    readonly begin: string;
    readonly elsewhere: Trouble;
    readonly failed: Trouble;
  };
  readonly workspace: {
    readonly title: string;
    readonly empty: string;
    readonly newProject: string;
    readonly create: string;
    readonly documents: (project: string) => string;
    readonly noDocuments: string;
    readonly newDocument: string;
    readonly add: string;
    readonly invite: string;
    readonly inviteCopied: string;
    readonly failed: string;
    readonly board: (project: string) => string;
    readonly unknown: Trouble;
    readonly forbidden: Trouble;
  };
  readonly invite: {
    readonly title: (project: string) => string;
    readonly role: (role: string) => string;
    readonly accept: string;
    readonly bad: Trouble;
  };
  readonly page: {
    readonly location: string;
    readonly home: string;
    readonly loading: string;
    readonly missing: string;
    readonly missingRemedy: string;
  };
}
