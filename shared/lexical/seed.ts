import * as Y from 'yjs';
import { parseRoom } from '../rooms.ts';

/** The root type that Lexical's V2 binding uses by default. */
export const ROOT_NAME = 'root-v2';

/**
 * The author of every seed. Browsers draw their ids at random from 32 bits, so this one is nobody's; being the same
 * everywhere, two servers that seed one document write the same bytes and merge to one paragraph.
 */
const SEED_CLIENT = 1;

/** True for the rooms that hold a Lexical document: `p/<projectId>/d/<documentId>`. */
function isDocumentRoom(room: string): boolean {
  return parseRoom(room).kind === 'document';
}

/**
 * What a room starts with: for a document one empty paragraph, for every other room nothing. The server stores it
 * create-if-absent before the first step 2; clients never write a first paragraph, because two of them would make two.
 * @returns a Yjs update (v1), the same bytes at every call, or null
 */
export function seedFor(room: string): Uint8Array | null {
  return isDocumentRoom(room) ? emptyDocument() : null;
}

/**
 * As Lexical's V2 binding leaves a paragraph whose text was deleted: no attributes, and an empty text. The text matters:
 * without it two people's first letters make two texts, which both editors then merge into one, each in its own way, and
 * a letter is there twice.
 */
function emptyDocument(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText()]);
  doc.get(ROOT_NAME, Y.XmlElement).insert(0, [paragraph]);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
