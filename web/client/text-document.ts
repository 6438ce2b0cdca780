import * as Y from 'yjs';
import { Checks } from '../../shared/model/checks.ts';
import type { DocumentKind } from '../../shared/model/records.ts';
import { Problem } from '../../shared/problems.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';
import { once } from './once.ts';
import type { ReadableStore } from './store.ts';
import { createView } from './views.ts';

export type TextEdit = 'insert' | 'delete';

/** A document of kind `text`: its text as a store, and edits by position. Positions count UTF-16 units, as strings do. */
export interface TextDocument {
  /** The text as it is now; empty for a document of another kind. */
  readonly text: ReadableStore<string>;
  /**
   * Puts `content` in at a position, or deletes it from there: it must be what stands there. Done at once; the promise settles when it is saved.
   * @throws Problem `document.kind` for a document of another kind, `document.unreadable` where it holds what is no text, `request.invalid`
   */
  sendEdit(edit: TextEdit, position: number, content: string): Promise<void>;
  /** Stops watching: what was read last stays. */
  stop(): void;
}

/** @param kind what the project's list says of the document */
export function createTextDocument(room: EditableRoom, kind: DocumentKind): TextDocument {
  const shared = kind === 'text' ? rootText(room.doc) : null;
  let text = shared?.toString() ?? '';
  const view = createView(() => text);
  const onChange = (): void => {
    text = shared?.toString() ?? '';
    view.tell();
  };
  shared?.observe(onChange);
  return {
    text: view,
    sendEdit: (edit, position, content) =>
      editRoom(room, () => {
        const target = editable(shared, kind);
        checkEdit(target.toString(), edit, position, content);
        if (edit === 'insert') target.insert(position, content);
        else target.delete(position, content.length);
      }),
    stop: once(() => shared?.unobserve(onChange)),
  };
}

/** The text at the root; null where this replica took it for something else. */
function rootText(doc: Y.Doc): Y.Text | null {
  const type = doc.share.get('text');
  const free = type === undefined || type.constructor === Y.AbstractType;
  return free || (type instanceof Y.Text && !(type instanceof Y.XmlText)) ? doc.getText('text') : null;
}

function editable(shared: Y.Text | null, kind: DocumentKind): Y.Text {
  if (kind !== 'text')
    throw new Problem('document.kind', 'Only documents of the kind `text` take edits by position. Open this one in the editor.');
  // Embedded objects have a length and are no part of the string: positions in the two don't agree.
  if (shared === null || shared.length !== shared.toString().length) {
    throw new Problem('document.unreadable', 'Somebody put something into this document that is no text, so positions in it mean nothing.');
  }
  return shared;
}

/** Half of a character that is two units: Yjs would store something else than was meant. */
const HALF = /\p{Surrogate}/u;

function checkEdit(text: string, edit: TextEdit, position: number, content: string): void {
  const checks = new Checks();
  checks.word('edit', edit, ['insert', 'delete']);
  const within = Number.isSafeInteger(position) && position >= 0 && position <= text.length;
  if (!within) checks.fault('position', `must be a whole number from 0 to ${text.length}`);
  else if (isInsideCharacter(text, position)) checks.fault('position', 'must not be inside of a character');
  if (typeof content !== 'string' || content === '') checks.fault('content', 'must be a text with something in it');
  else if (HALF.test(content)) checks.fault('content', 'must not begin or end inside of a character');
  else if (edit === 'delete' && !text.startsWith(content, position)) checks.fault('content', 'must be what stands at the position');
  checks.done('The edit');
}

function isInsideCharacter(text: string, position: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, position - 1), position + 1));
}
