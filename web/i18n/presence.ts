export interface PresenceText {
  readonly here: string;
  readonly more: (count: number) => string;
}
