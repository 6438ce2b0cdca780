import type { InboxEntry } from '../../../shared/model/records.ts';

/** What is to be said about one item: a card, a document, a project, or one message. */
export interface InboxGroup {
  /** As in `Notification`. */
  readonly item: string;
  /** Newest first, at least one. */
  readonly entries: readonly [InboxEntry, ...InboxEntry[]];
}

/** Entries by what they are about: what has news last comes first. @param entries newest first */
export function groupByItem(entries: readonly InboxEntry[]): readonly InboxGroup[] {
  const groups = new Map<string, [InboxEntry, ...InboxEntry[]]>();
  for (const entry of entries) {
    const group = groups.get(entry.item);
    if (group === undefined) groups.set(entry.item, [entry]);
    else group.push(entry);
  }
  return [...groups].map(([item, own]) => ({ item, entries: own }));
}

/** The first groups, as many as hold `count` entries together: the last of them may be cut short. */
export function firstOf(groups: readonly InboxGroup[], count: number): readonly InboxGroup[] {
  const shown: InboxGroup[] = [];
  let left = count;
  for (const { item, entries } of groups) {
    const [first, ...others] = entries;
    if (left <= 0) break;
    shown.push({ item, entries: [first, ...others.slice(0, left - 1)] });
    left -= entries.length;
  }
  return shown;
}
