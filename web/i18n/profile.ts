export interface PersonText {
  readonly open: (name: string) => string;
  readonly title: string;
  readonly name: string;
  readonly nameHint: string;
  readonly language: string;
  readonly done: string;
  readonly adjectives: readonly string[];
  readonly animals: readonly string[];
  readonly join: (adjective: string, animal: string) => string;
}
