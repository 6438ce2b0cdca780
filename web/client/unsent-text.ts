import * as Y from 'yjs';
import { parseRoom, type RoomName } from '../../shared/rooms.ts';
import type { UnsentEdits } from './service-types.ts';

/** The maps of each kind of room that a person writes in. */
const WRITTEN: Readonly<Record<RoomName['kind'], readonly string[]>> = {
  project: ['project', 'tasks', 'documents'],
  comments: ['threads'],
  settings: ['read', 'archived', 'settings'],
  document: [],
  inbox: [],
  other: [],
};

/** What a person can read of edits that never reached the server: documents as plain text, everything else as JSON, each under its room's name. */
export function unsentText(edits: readonly UnsentEdits[]): string {
  return edits.map(({ room, update }) => `== ${room} ==\n\n${contentOf(room, update)}\n`).join('\n');
}

function contentOf(room: string, update: Uint8Array): string {
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, update);
    const { kind } = parseRoom(room);
    return kind === 'document' ? documentText(doc) : JSON.stringify(mapsOf(doc, WRITTEN[kind]), null, 2);
  } finally {
    doc.destroy();
  }
}

function mapsOf(doc: Y.Doc, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, doc.getMap(name).toJSON()]));
}

/** A document of either kind: one of the two roots is empty. */
function documentText(doc: Y.Doc): string {
  return [...linesOf(doc.get('root-v2', Y.XmlElement)), doc.getText('text').toString()].filter((line) => line !== '').join('\n');
}

/** A line for each element that holds words itself; those inside of others follow them. */
function linesOf(element: Y.XmlElement): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) line += wordsOf(child);
    else if (child instanceof Y.XmlElement && child.nodeName === 'linebreak') line += '\n';
    else if (child instanceof Y.XmlElement) {
      const label: unknown = child.getAttribute('__label');
      if (typeof label === 'string') line += label;
      else {
        lines.push(line, ...linesOf(child));
        line = '';
      }
    }
  }
  return [...lines, line].filter((one) => one !== '');
}

/** Without what formats them. */
function wordsOf(text: Y.XmlText): string {
  const parts: readonly { readonly insert?: unknown }[] = text.toDelta();
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}
