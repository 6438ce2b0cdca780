import type { LucideIcon } from 'lucide-react';
import { titleRank } from '../../client/board-filter.ts';

export type GroupName = 'recent' | 'commands' | 'projects' | 'documents' | 'tasks';

/** One thing that the palette finds. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Where it is: a project, a column. */
  readonly where?: string;
  /** Keys that do the same without the palette. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

/** What was found of one kind. */
export interface Group {
  readonly name: GroupName;
  readonly entries: readonly Entry[];
}

/** The groups that have something, those with the best fit first; as they are given where nothing was typed. */
export function ranked(groups: readonly Group[], text: string): readonly Group[] {
  const filled = groups.filter(({ entries }) => entries.length > 0);
  if (text.trim() === '') return filled;
  return filled
    .map((group) => ({ group, rank: bestRank(group, text) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ group }) => group);
}

/** What was found by other words than its title comes last. */
function bestRank({ entries }: Group, text: string): number {
  return Math.min(...entries.map(({ title }) => titleRank(title, text) ?? Number.MAX_VALUE));
}
