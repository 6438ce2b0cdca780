import type { MentionKind } from '../../../shared/model/mentions.ts';
import { matching } from './suggest/match.ts';

/** Somebody or something that may be mentioned. */
export interface Mentionable {
  readonly kind: MentionKind;
  readonly id: string;
  readonly name: string;
}

export interface MentionGroup<T extends Mentionable> {
  readonly kind: MentionKind;
  readonly items: readonly T[];
}

/** Lines of each kind: what one looks for and doesn't see is found by another letter. */
const SHOWN = 5;

/** What fits what was typed, a group for each kind that has some. */
export function mentionGroups<T extends Mentionable>(
  all: readonly T[],
  typed: string,
  kinds: readonly MentionKind[],
): readonly MentionGroup<T>[] {
  return kinds.flatMap((kind) => {
    const items = matching(
      all.filter((one) => one.kind === kind),
      typed,
    ).slice(0, SHOWN);
    return items.length === 0 ? [] : [{ kind, items }];
  });
}
