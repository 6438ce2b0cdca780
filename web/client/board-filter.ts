import type { Task } from '../../shared/model/records.ts';

/** Which tasks to show. What is absent leaves none out. */
export interface TaskFilter {
  /** Assigned to this person; null: to nobody. */
  readonly person?: string | null | undefined;
  readonly label?: string | undefined;
  /** Words that all stand in the title or a label, wherever, in capitals or not. */
  readonly text?: string | undefined;
}

/** The tasks that fit, in their order; the same array where all do. */
export function filterTasks(tasks: readonly Task[], { person, label, text = '' }: TaskFilter): readonly Task[] {
  const words = wordsOf(text);
  const fitting = tasks.filter(
    (task) =>
      (person === undefined || task.assignee_id === person) &&
      (label === undefined || task.labels.includes(label)) &&
      (words.length === 0 || holdsAll(folded([task.title, ...task.labels].join('\n')), words)),
  );
  return fitting.length === tasks.length ? tasks : fitting;
}

/** Where a title was found: the smaller, the better. */
const MISS = 3;

/**
 * Records whose titles hold all words of `text`: first those that begin with it, then those in which each word begins one, then the rest; each in
 * the order given. Empty for an empty text.
 * @param most how many to answer at most
 */
export function searchTitles<T extends { readonly title: string }>(records: readonly T[], text: string, most: number): readonly T[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const found: T[][] = [[], [], []];
  for (const record of records) found[rankOf(folded(record.title), words)]?.push(record);
  return found.flat().slice(0, most);
}

/** How well a title fits what was typed: the smaller, the better; null where it doesn't. */
export function titleRank(title: string, text: string): number | null {
  const rank = rankOf(folded(title), wordsOf(text));
  return rank === MISS ? null : rank;
}

function rankOf(title: string, words: readonly string[]): number {
  if (!holdsAll(title, words)) return MISS;
  if (title.startsWith(words.join(' '))) return 0;
  return words.every((word) => title.startsWith(word) || title.includes(` ${word}`)) ? 1 : 2;
}

function holdsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What is looked for, word by word, each in the form of `folded`. */
export function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** One form for what reads alike: capitals and small letters, full and half width, composed and not. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
