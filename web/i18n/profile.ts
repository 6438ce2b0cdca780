/** The person at this browser: their profile, their other devices, signing out. */
export interface PersonText {
  readonly open: (name: string) => string;
  readonly title: string;

  readonly name: string;
  readonly nameHint: string;
  readonly nameElsewhere: string;
  readonly nameSaved: string;
  readonly color: string;
  readonly colorHint: string;
  /** Twelve, round the wheel from red. */
  readonly hues: readonly string[];
  readonly status: string;
  readonly busyHint: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;

  readonly device: string;
  readonly deviceHint: string;
  readonly makeLink: string;
  readonly link: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly copyByHand: string;
  readonly goodUntil: (time: string) => string;
  readonly signOut: string;

  readonly adjectives: readonly string[];
  readonly animals: readonly string[];
  readonly join: (adjective: string, animal: string) => string;

  readonly leaving: {
    readonly title: string;
    readonly kept: string;
    /** An account lives in its devices. */
    readonly way: string;
    readonly unsent: (count: number) => string;
    readonly sending: (count: number) => string;
    readonly downloadAndLeave: string;
    readonly leaveWithout: string;
    readonly leave: string;
    readonly leaving: string;
    readonly stay: string;
    readonly failed: string;
  };

  readonly recover: {
    readonly title: string;
    readonly what: string;
    readonly accept: string;
    readonly accepting: string;
    readonly incomplete: { readonly what: string; readonly remedy: string };
    readonly taken: (name: string) => string;
    readonly takenRemedy: string;
    readonly elsewhere: string;
    readonly home: string;
  };
}
