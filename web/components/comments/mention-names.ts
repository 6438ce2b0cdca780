import { mentionText, parseMentions } from '../../../shared/model/mentions.ts';
import type { Person } from '../../../shared/model/records.ts';

type Named = Pick<Person, 'user_id' | 'username'>;

/** What is being typed behind an `@` that begins a word, up to the caret; null where there is none. */
export function mentionBeingTyped(text: string, caret: number): string | null {
  return /(?:^|[\s(（，。、])@([^\s@]*)$/u.exec(text.slice(0, caret))?.[1] ?? null;
}

/** A text as it was typed, with a mention in place of each `@` and a person's name; of two names that fit, the longer. */
export function withMentions(text: string, people: Iterable<Named>): string {
  const named = [...people].filter(({ username }) => username !== '').sort((a, b) => b.username.length - a.username.length);
  if (named.length === 0) return text;
  const idOf = new Map(named.map(({ user_id, username }) => [username, user_id]));
  const names = named.map(({ username }) => username.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // `@Ann` isn't meant where `@Anna` is written; scripts without spaces go on behind a name.
  const pattern = new RegExp(`@(${names})(?![\\p{Script=Latin}\\p{N}])`, 'gu');
  return text.replace(pattern, (_, name: string) => mentionText({ kind: 'user', id: idOf.get(name) ?? '', label: name }));
}

/** A text in pieces, those that are mentions marked, with the words that people read. */
export function piecesOf(text: string): readonly { readonly words: string; readonly mention: boolean; readonly start: number }[] {
  const pieces: { words: string; mention: boolean; start: number }[] = [];
  let from = 0;
  for (const { start, end, label } of parseMentions(text)) {
    if (start > from) pieces.push({ words: text.slice(from, start), mention: false, start: from });
    pieces.push({ words: `@${label}`, mention: true, start });
    from = end;
  }
  if (from < text.length) pieces.push({ words: text.slice(from), mention: false, start: from });
  return pieces;
}
