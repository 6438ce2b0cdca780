/** What can be done from the command palette, by name. */
export interface CommandNames {
  readonly board: string;
  readonly documents: string;
  readonly people: string;
  readonly activity: string;
  readonly projects: string;
  readonly newCard: string;
  readonly newDocument: string;
  readonly newProject: string;
  readonly share: string;
  readonly settings: string;
  readonly inbox: string;
  readonly profile: string;
  readonly theme: Readonly<Record<'system' | 'light' | 'dark', string>>;
  /** @param name the language's own name for itself */
  readonly language: (name: string) => string;
  readonly busy: string;
  readonly online: string;
  readonly keys: string;
  readonly signOut: string;
}

/** Every text of the command palette and the list of keys. */
export interface CommandsText {
  readonly title: string;
  readonly placeholder: string;
  readonly placeholderHome: string;
  readonly results: string;
  readonly groups: Readonly<Record<'recent' | 'commands' | 'projects' | 'documents' | 'tasks', string>>;
  readonly names: CommandNames;
  /** Other words that find a command, by its name's key. */
  readonly words: Readonly<Partial<Record<keyof CommandNames, string>>>;
  /** What screen readers are told. */
  readonly found: (count: number) => string;
  readonly nothing: string;
  readonly nothingHint: string;
  readonly searching: string;
  /** Other projects' tasks weren't searched: the server can't be reached. */
  readonly hereOnly: string;
  readonly legend: { readonly walk: string; readonly choose: string; readonly close: string };

  readonly keys: {
    readonly title: string;
    readonly everywhere: string;
    readonly board: string;
    readonly inbox: string;
    readonly search: string;
    readonly go: Readonly<Record<'board' | 'documents' | 'people' | 'activity' | 'inbox', string>>;
    readonly list: string;
    /** The inbox's keys. */
    readonly inboxList: readonly (readonly [keys: readonly string[], does: string])[];
    /** Between keys that are pressed one after the other. */
    readonly between: string;
    readonly note: string;
  };
}
