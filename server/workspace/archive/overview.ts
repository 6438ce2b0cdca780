import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import type { TreeElement, TreeNode } from '../../../shared/lexical/tree.ts';
import type { Person } from '../../../shared/model/records.ts';
import { bullets, fileLink, heading, paragraph, text } from './tree.ts';

/** A document, and where its files are in the archive. */
export interface Listed {
  readonly title: string;
  /** Null where it could not be read. */
  readonly file: string | null;
  /** Null where nothing was said about it. */
  readonly comments: { readonly file: string } | 'unreadable' | null;
}

export interface Overview {
  readonly name: string;
  readonly people: readonly Person[];
  /** In the order of their list. */
  readonly documents: readonly Listed[];
}

/** The page that says what is in an archive, and where. */
export function overviewPage({ name, people, documents }: Overview): string {
  const blocks: TreeElement[] = [heading(1, name)];
  blocks.push(paragraph(text('Everything in this project as Markdown: '), fileLink('the board', 'board.md'), text(' and the documents.')));
  if (documents.length > 0) {
    const lines = documents.map(({ title, file, comments }) => [
      file === null ? text(`${title} (could not be read)`) : fileLink(title, file),
      ...commentsOf(comments),
    ]);
    blocks.push(heading(2, 'Documents'), bullets(lines));
  }
  if (people.length > 0) blocks.push(heading(2, 'Members'), bullets(people.map(({ username, role }) => [text(`${username} (${role})`)])));
  return `${writeMarkdown(blocks)}\n`;
}

function commentsOf(comments: Listed['comments']): readonly TreeNode[] {
  if (comments === 'unreadable') return [text(' (its comments could not be read)')];
  return comments === null ? [] : [text(' ('), fileLink('comments', comments.file), text(')')];
}
