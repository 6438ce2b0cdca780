import { z } from 'zod';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { DOCUMENT_KINDS } from '../../../shared/model/records.ts';
import { FORMATS } from '../../workspace/documents/documents.ts';
import { flag, id, line, ProjectPath, time } from './common.ts';
import { named } from './named.ts';

const KindName = z.enum(DOCUMENT_KINDS).describe('`lexical`: written in the editor; `text`: plain text.');

export const Document = named(
  'Document',
  z.object({
    document_id: z.string(),
    project_id: z.string(),
    title: z.string(),
    kind: KindName,
    order: z.string().describe('Documents are sorted by this, then by `document_id`.'),
    created_at: time('When it was made.'),
    created_by: z.string().nullable(),
    deleted_at: z.number().nullable().describe('In the bin since then, in milliseconds since 1970, or null.'),
  }),
);

export const DocumentDraft = z.strictObject({
  title: line('What it is called.', BOUNDS.title),
  kind: KindName.optional(),
  markdown: z.string().optional().describe('What it begins with, as Markdown.'),
  document_id: id('An id of your own; else one is drawn.').optional(),
});

export const DocumentPatch = z
  .strictObject({
    title: line('What it is called.', BOUNDS.title).optional(),
    after: id('The document that it goes behind in the list.').nullable().optional().describe('Null: to the top.'),
  })
  .describe('What is not said stays as it is.');

export const DocumentPath = ProjectPath.extend({ document_id: id('The document.') });

export const DocumentQuery = z.object({ binned: flag('Those in the bin instead of the others.') });

export const ContentQuery = z.object({
  format: z.enum(FORMATS).optional().describe('Wins over `Accept`. Without either it is `json`.'),
});

/** The two ways to send Markdown: as it is, or in JSON. Both become the text. */
export const ContentBody = z
  .union([z.string(), z.strictObject({ markdown: z.string() }).transform(({ markdown }) => markdown)])
  .describe(
    'Markdown: as text/markdown, or as `{ "markdown": "…" }`. CommonMark, with tables, checklists, strikes and alerts as GitHub has them; ' +
      'of HTML the tags for formats and `<br>`, the rest is text. A single line end stays one.',
  );
