/** What a sample project holds: it explains itself. Loaded only when one is made. */
export interface SampleText {
  readonly project: string;
  readonly cards: readonly SampleCard[];
  readonly document: {
    readonly title: string;
    readonly markdown: string;
  };
}

export interface SampleCard {
  readonly title: string;
  /** A column that every board begins with. */
  readonly status: 'todo' | 'in_progress' | 'done';
  readonly description: string;
  readonly labels?: readonly string[];
  /** Assigned to whoever the sample is made for. */
  readonly mine?: boolean;
}
