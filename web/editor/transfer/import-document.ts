import type { TreeElement } from '../../../shared/lexical/tree.ts';
import { writeTree } from '../../../shared/lexical/write.ts';
import type { RoomEdit } from '../../hooks/use-room-writer.ts';
import type { AddImage } from './read-docx.ts';
import { readFile, titled } from './read-file.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Blocks, and characters of them as JSON, that are written in one update: far from what one may hold, and others' editors stay quick. */
const BLOCKS_AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 200_000;

/** How documents come into a project. */
export interface Documents {
  /** Makes an empty one. Rejects with UnreadableFile. @returns its id */
  readonly create: (title: string) => Promise<string>;
  /** Changes one, and resolves when that is saved. */
  readonly write: (document: string, edits: Iterable<RoomEdit>) => Promise<void>;
  /** Takes one away for good. */
  readonly remove: (document: string) => Promise<void>;
}

export interface ImportedDocument {
  readonly document: string;
  readonly title: string;
  /** Images that could not be brought along. */
  readonly lost: number;
}

/** Makes a document of a file: all of it, or none. @throws UnreadableFile */
export async function importDocument(file: File, documents: Documents, addImage: AddImage): Promise<ImportedDocument> {
  const { tree: all, lost } = await readFile(file, addImage);
  const { title, tree } = titled(all, file.name);
  const document = await documents.create(title);
  try {
    await documents.write(document, editsOf(tree));
  } catch (error) {
    await documents.remove(document).catch(reportError);
    throw new UnreadableFile('failed', error);
  }
  return { document, title, lost };
}

function* editsOf(tree: readonly TreeElement[]): Iterable<RoomEdit> {
  let mode: 'replace' | 'append' = 'replace';
  for (const piece of piecesOf(tree)) {
    yield (doc) => writeTree(doc, piece, mode);
    mode = 'append';
  }
}

/** The blocks in order, some at a time; at least one piece. */
export function piecesOf(tree: readonly TreeElement[]): readonly (readonly TreeElement[])[] {
  const pieces: TreeElement[][] = [[]];
  let size = 0;
  for (const block of tree) {
    const length = JSON.stringify(block).length;
    const last = pieces.at(-1);
    if (last === undefined || (last.length > 0 && (last.length >= BLOCKS_AT_ONCE || size + length > CHARACTERS_AT_ONCE))) {
      pieces.push([block]);
      size = length;
    } else {
      last.push(block);
      size += length;
    }
  }
  return pieces;
}
