import type { BlockKindId } from '../../i18n/writing.ts';
import { type Findable, matching } from './suggest/match.ts';

/** Something that `/` offers, in its group. */
export interface Insertable extends Findable {
  readonly group: string;
  /** Shown only to who looks for it. */
  readonly seldom?: true;
}

export interface InsertableGroup<T extends Insertable> {
  readonly group: string;
  readonly items: readonly T[];
}

/** The groups of the kinds of blocks. Mentions are one more. */
export const BLOCK_GROUPS: Readonly<Record<BlockKindId, 'texts' | 'lists' | 'things'>> = {
  paragraph: 'texts',
  heading1: 'texts',
  heading2: 'texts',
  heading3: 'texts',
  heading4: 'texts',
  heading5: 'texts',
  heading6: 'texts',
  bullet: 'lists',
  number: 'lists',
  check: 'lists',
  quote: 'texts',
  code: 'things',
  callout: 'texts',
  table: 'things',
  image: 'things',
  rule: 'things',
};

/** What fits what was typed, in its groups: the group of what fits best comes first, so that Enter takes that. */
export function insertableGroups<T extends Insertable>(all: readonly T[], typed: string): readonly InsertableGroup<T>[] {
  const found = typed === '' ? all.filter(({ seldom }) => seldom !== true) : matching(all, typed);
  const groups = new Map<string, T[]>();
  for (const one of found) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups].map(([group, items]) => ({ group, items }));
}
