/**
 * The longest texts, in UTF-16 units, and the most entries of one record. They belong to the format: writers refuse more, readers cut
 * to them, so that one record can't make a board heavy for everybody.
 */
export const BOUNDS = {
  /** A project's name. */
  name: 200,
  /** A task's or document's title: what fits on a card many times over. */
  title: 500,
  /** A column's title. */
  columnTitle: 100,
  /** A task's description; what is longer is a document. */
  description: 100_000,
  /** Labels a task. */
  labels: 50,
  label: 100,
  /** People whose wish to watch a task is read: as many as a project may have members. */
  watchers: 1_000,
  /** A comment. */
  comment: 10_000,
  /** The words that a comment is about, as they were. */
  quote: 1_000,
  /** The words on either side of those. */
  context: 50,
  /** A position of Yjs in base64; they take about 30. */
  position: 1_000,
  /** A notification's or activity's texts. */
  message: 2_000,
  /** Entries of a task's history that are read, whatever it holds. */
  history: 1_000,
  /** People named by one notification. */
  actors: 20,
  /** The name of what is folded or muted: a word and two ids. */
  source: 300,
  /** A colour as CSS writes it. */
  color: 64,
  /** Sources that one person may mute. */
  muted: 1_000,
} as const;
