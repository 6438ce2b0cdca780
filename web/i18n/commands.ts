/** Every text of the command palette and the list of keys. */
export interface CommandsText {
  readonly title: string;
}
