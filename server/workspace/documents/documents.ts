import * as Y from 'yjs';
import { newId } from '../../../shared/ids.ts';
import { readMarkdown, TooMuchMarkdown } from '../../../shared/lexical/markdown/read.ts';
import { isElement, readTree, type TreeElement, type TreeNode } from '../../../shared/lexical/tree.ts';
import { TEXT_NAME, type WriteMode, writeText, writeTree } from '../../../shared/lexical/write.ts';
import type { Limits } from '../../../shared/limits.ts';
import {
  addDocument,
  binDocument,
  changeDocument,
  readDocument,
  readDocuments,
  removeDocument,
  restoreDocument,
} from '../../../shared/model/documents.ts';
import type { DocumentEntry, DocumentKind } from '../../../shared/model/records.ts';
import { Problem } from '../../../shared/problems.ts';
import { commentsRoom, documentRoom, projectRoom } from '../../../shared/rooms.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { DocumentFacts } from '../../access/access.ts';
import type { RoomEdit } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Actor, Also } from '../actor.ts';
import { asProblem } from '../as-problem.ts';
import { editProject, readProjectRoom } from '../projects/edit.ts';
import type { Projects } from '../projects/projects.ts';
import { mentionRow } from '../projects/removal.ts';
import { exportText, exportTree } from './export.ts';

export const FORMATS = ['json', 'markdown', 'html', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** A project's documents: the list in the project's room, the content in rooms of their own. */
export interface Documents {
  /** In order; those in the bin only where `binned`. */
  list(project: string, options?: { readonly binned?: boolean }): Promise<readonly DocumentEntry[]>;
  /** @throws Problem `document.unknown` */
  get(project: string, document: string): Promise<DocumentEntry>;
  /** @throws Problem `limit.documents`, `request.invalid` */
  create(
    actor: Actor,
    project: string,
    draft: { readonly title: string; readonly kind?: DocumentKind; readonly markdown?: string; readonly document_id?: string },
    also?: Also<DocumentEntry>,
  ): Promise<DocumentEntry>;
  /** `after`: behind which document it goes in the list, null for the top. */
  change(
    actor: Actor,
    project: string,
    document: string,
    patch: { readonly title?: string; readonly after?: string | null },
  ): Promise<DocumentEntry>;
  bin(actor: Actor, project: string, document: string): Promise<DocumentEntry>;
  restore(actor: Actor, project: string, document: string): Promise<DocumentEntry>;
  /** For good, with its content and comments. */
  remove(actor: Actor, project: string, document: string): Promise<void>;
  /** The content as it is on disk; `json` is Lexical's serialized state (a string of kind `text`). What can't be understood is left out. */
  read(project: string, document: string, format: Format): Promise<string>;
  /** What `read` writes in a format: the blocks of a document, or the text of one of kind `text`. */
  content(project: string, document: string): Promise<readonly TreeElement[] | string>;
  /** Merges with what people type meanwhile. @throws Problem `document.binned`, `document.too-large` */
  write(actor: Actor, project: string, document: string, markdown: string, how: 'append' | 'replace', also?: Also<void>): Promise<void>;
}

/** Half a surrogate pair: Yjs would send something else than it keeps. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;

/** Structs of Yjs that a node of a document costs at least: itself, and an attribute or the end of a format. */
const STRUCTS = 2;

export interface DocumentsOptions {
  readonly rooms: Rooms;
  readonly projects: Projects;
  readonly limits: Limits;
  readonly time: Time;
  readonly random: Random;
}

export function createDocuments(options: DocumentsOptions): Documents & DocumentFacts {
  const { rooms, limits, time, random } = options;

  const change = (actor: Actor, project: string, document: string, edit: (doc: Y.Doc) => void): Promise<DocumentEntry> =>
    editProject(options, {
      actor,
      project,
      edit: (doc) => {
        edit(doc);
        return known(doc, document);
      },
    });

  const get = (project: string, document: string): Promise<DocumentEntry> =>
    readProjectRoom(options, project, (doc) => known(doc, document));

  const content = async (project: string, document: string): Promise<readonly TreeElement[] | string> => {
    const { kind } = await get(project, document);
    const room = documentRoom(project, document);
    if (kind === 'text') return asProblem(rooms.read(room, textOf));
    return asProblem(rooms.read(room, (doc) => readTree(doc, limits.typeDepth)));
  };

  /** The edit of a document's room that writes Markdown. What it means is worked out at once, outside of any transaction. */
  const writing = (actor: Actor, room: string, kind: DocumentKind, markdown: string, mode: WriteMode): RoomEdit => {
    const words = markdown.replace(HALF_CHARACTERS, '\ufffd');
    if (kind === 'text') return { room, author: actor.userId, edit: (doc) => writeText(doc, words, mode) };
    const most = limits.updateStructs / STRUCTS;
    const tree = treeOf(words, random, most);
    if (tree === null || sizeOf(tree) > most) throw tooMuch();
    return { room, author: actor.userId, edit: (doc) => writeTree(doc, tree, mode) };
  };

  return {
    list: (project, { binned = false } = {}) =>
      readProjectRoom(options, project, (doc) => readDocuments(doc).items.filter(({ deleted_at }) => (deleted_at !== null) === binned)),
    get,
    create: async (actor, project, { title, kind = 'lexical', markdown, document_id = newId('doc_', random) }, also) => {
      const room = documentRoom(project, document_id);
      return editProject(options, {
        actor,
        project,
        edit: (doc) => {
          if (doc.getMap('documents').size >= limits.documentsPerProject) throw tooMany(limits.documentsPerProject);
          addDocument(doc, document_id, { title, kind }, { now: time.now(), by: actor.userId === '' ? null : actor.userId });
          return known(doc, document_id);
        },
        edits: markdown === undefined ? [] : [writing(actor, room, kind, markdown, 'replace')],
        ...(also !== undefined && { records: also }),
      });
    },
    change: (actor, project, document, patch) => change(actor, project, document, (doc) => changeDocument(doc, document, patch)),
    bin: (actor, project, document) => change(actor, project, document, (doc) => binDocument(doc, document, time.now())),
    restore: (actor, project, document) => change(actor, project, document, (doc) => restoreDocument(doc, document)),
    remove: async (actor, project, document) => {
      const drops = [documentRoom(project, document), commentsRoom(project, document)];
      await editProject(options, {
        actor,
        project,
        edit: (doc) => removeDocument(doc, document),
        drops,
        records: () => drops.map(mentionRow),
      });
    },
    content,
    read: async (project, document, format) => {
      const found = await content(project, document);
      return typeof found === 'string' ? exportText(found, format) : exportTree(found, format);
    },
    write: async (actor, project, document, markdown, how, also) => {
      const { kind } = await get(project, document);
      await editProject(options, {
        actor,
        project,
        // Changes nothing, but is the same commit: nobody bins the document in between.
        edit: (doc) => writable(known(doc, document)),
        edits: [writing(actor, documentRoom(project, document), kind, markdown, how)],
        ...(also !== undefined && { records: also }),
      });
    },
    state: (project, document) =>
      rooms.read(projectRoom(project), (doc) => {
        const entry = readDocument(doc, document);
        if (entry === null) return 'gone';
        return entry.deleted_at === null ? 'listed' : 'binned';
      }),
  };
}

function known(doc: Y.Doc, id: string): DocumentEntry {
  const entry = readDocument(doc, id);
  if (entry === null) throw new Problem('document.unknown', `There is no document ${JSON.stringify(id)} in this project.`);
  return entry;
}

function writable(entry: DocumentEntry): void {
  if (entry.deleted_at === null) return;
  throw new Problem('document.binned', `${JSON.stringify(entry.title)} is in the bin. Restore it before you write in it.`);
}

/** The text of a document of kind `text`, or what there is of it where somebody made that root something else. */
function textOf(doc: Y.Doc): string {
  const text = doc.share.get(TEXT_NAME);
  if (text === undefined) return '';
  return text instanceof Y.Text || text.constructor === Y.AbstractType ? doc.getText(TEXT_NAME).toString() : '';
}

/** What Markdown means; null where that is clearly more nodes than it may be. */
function treeOf(markdown: string, random: Random, most: number): readonly TreeElement[] | null {
  try {
    return readMarkdown(markdown, random, most);
  } catch (error) {
    if (error instanceof TooMuchMarkdown) return null;
    throw error;
  }
}

/** How many nodes there are: short Markdown may mean very many, and each takes the server longer than its letters. */
function sizeOf(nodes: readonly TreeNode[]): number {
  return nodes.reduce((size, node) => size + 1 + (isElement(node) ? sizeOf(node.children) : 0), 0);
}

function tooMuch(): Problem {
  return new Problem('document.too-large', 'The Markdown means more than may be written at once. Write it in several parts.');
}

function tooMany(most: number): Problem {
  return new Problem('limit.documents', `A project may have ${most} documents, those in the bin too. Delete some for good first.`);
}
