import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import type { Person } from '../../../shared/model/records.ts';
import { bullets, fileLink, heading, paragraph, text } from './tree.ts';

export interface Overview {
  readonly name: string;
  readonly people: readonly Person[];
  /** In the order of their list. `file` is null where one could not be read. */
  readonly documents: readonly { readonly title: string; readonly file: string | null }[];
}

/** The page that says what is in an archive, and where. */
export function overviewPage({ name, people, documents }: Overview): string {
  const blocks: TreeElement[] = [heading(1, name)];
  blocks.push(paragraph(text('Everything in this project as Markdown: '), fileLink('the board', 'board.md'), text(' and the documents.')));
  if (documents.length > 0) {
    const lines = documents.map(({ title, file }) => [file === null ? text(`${title} (could not be read)`) : fileLink(title, file)]);
    blocks.push(heading(2, 'Documents'), bullets(lines));
  }
  if (people.length > 0) blocks.push(heading(2, 'Members'), bullets(people.map(({ username, role }) => [text(`${username} (${role})`)])));
  return `${writeMarkdown(blocks)}\n`;
}
