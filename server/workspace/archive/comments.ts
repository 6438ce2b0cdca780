import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import type { TreeElement, TreeNode } from '../../../shared/lexical/tree.ts';
import { textWithLabels } from '../../../shared/model/mentions.ts';
import type { Comment, Thread } from '../../../shared/model/records.ts';
import { bold, bullets, heading, paragraph, text } from './tree.ts';

/** What somebody is called. */
export type NameOf = (user: string) => string;

/** What was said about one thing, without what was taken back; who said it and when. */
export function commentLines(comments: readonly Comment[], nameOf: NameOf): TreeElement {
  return bullets(comments.map((comment) => commentLine(comment, nameOf)));
}

/** The comments on a document as Markdown: each time the words that they are about, what was said, and whether it is settled. Null for none. */
export function commentsPage(title: string, threads: readonly Thread[], nameOf: NameOf): string | null {
  const blocks = threads.flatMap(({ anchor, comments, resolved_at, resolved_by }): readonly TreeElement[] => {
    const said = comments.filter(isSaid);
    if (said.length === 0) return [];
    const quote = anchor === null || anchor.quote === '' ? [] : [{ name: 'quote', attributes: {}, children: [text(anchor.quote)] }];
    const by = resolved_by === null ? '' : ` by ${nameOf(resolved_by)}`;
    const settled = resolved_at === null ? [] : [paragraph(text(`Resolved${by}, ${when(resolved_at)}.`))];
    return [...quote, commentLines(said, nameOf), ...settled];
  });
  return blocks.length === 0 ? null : `${writeMarkdown([heading(1, `Comments on ${title}`), ...blocks])}\n`;
}

/** It wasn't taken back. */
export function isSaid({ deleted_at }: Comment): boolean {
  return deleted_at === null;
}

function commentLine({ author_id, created_at, text: words }: Comment, nameOf: NameOf): readonly TreeNode[] {
  const who = author_id === '' ? '' : `${nameOf(author_id)}, `;
  return [bold(`${who}${when(created_at)}:`), text(` ${textWithLabels(words)}`)];
}

function when(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
