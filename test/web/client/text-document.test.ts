import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { createTextDocument, type TextDocument, type TextEdit } from '../../../web/client/text-document.ts';
import { editableRoom } from './editable-room.ts';

function documentWith(words: string, kind: 'text' | 'lexical' = 'text') {
  const { room, setReadOnly } = editableRoom();
  room.doc.getText('text').insert(0, words);
  const document: TextDocument = createTextDocument(room, kind);
  onTestFinished(() => document.stop());
  return { doc: room.doc, document, setReadOnly };
}

describe('a document of plain text', () => {
  it('is a store of its text, and takes edits by position', async () => {
    const { doc, document } = documentWith('weft');
    const seen: string[] = [];
    onTestFinished(document.text.subscribe(() => seen.push(document.text.getSnapshot())));
    await document.sendEdit('insert', 4, ' 🧵');
    await document.sendEdit('delete', 0, 'we');
    doc.getText('text').insert(0, 'le');
    doc.getText('text').format(0, 2, { bold: true });
    expect(seen).toEqual(['weft 🧵', 'ft 🧵', 'left 🧵']);
    document.stop();
    document.stop();
    doc.getText('text').insert(0, 'un');
    expect(seen).toHaveLength(3);
  });

  it.each<[string, TextEdit, number, string]>([
    ['outside of the text', 'insert', 6, 'x'],
    ['at no whole number', 'insert', 0.5, 'x'],
    ['before the text', 'insert', -1, 'x'],
    ['inside of a character', 'insert', 3, 'x'],
    ['of half a character', 'insert', 0, '\ud83e'],
    ['of half a character that is there', 'delete', 2, '\ud83e'],
    ['of what doesn’t stand there', 'delete', 0, 'b'],
    ['beyond the end', 'delete', 4, 'bc'],
    ['of nothing', 'insert', 0, ''],
  ])('refuses an edit %s', async (_what, edit, position, content) => {
    const { document } = documentWith('a 🧵b');
    await expect(document.sendEdit(edit, position, content)).rejects.toMatchObject({ code: 'request.invalid' });
    expect(document.text.getSnapshot()).toBe('a 🧵b');
  });

  it('takes none where something stands in it that is no text', async () => {
    const { doc, document } = documentWith('ab');
    doc.getText('text').insertEmbed(1, { image: 'x' });
    await expect(document.sendEdit('insert', 1, 'x')).rejects.toMatchObject({ code: 'document.unreadable' });
    const other = editableRoom();
    other.room.doc.getArray('text').insert(0, ['a']);
    await expect(createTextDocument(other.room, 'text').sendEdit('insert', 0, 'x')).rejects.toMatchObject({ code: 'document.unreadable' });
  });

  it('changes nothing for who may only read', async () => {
    const { document, setReadOnly } = documentWith('a');
    setReadOnly(true);
    await expect(document.sendEdit('insert', 0, 'x')).rejects.toMatchObject({ code: 'role.insufficient' });
    expect(document.text.getSnapshot()).toBe('a');
  });
});

it('a document of the editor takes no edits by position, and shows no text', async () => {
  const { document } = documentWith('a', 'lexical');
  await expect(document.sendEdit('insert', 0, 'x')).rejects.toMatchObject({ code: 'document.kind' });
  expect(document.text.getSnapshot()).toBe('');
});

it('two who write at once both stay', async () => {
  const [ada, bo] = [documentWith(''), documentWith('')];
  const meet = (): void => {
    for (const [to, from] of [
      [ada.doc, bo.doc],
      [bo.doc, ada.doc],
    ] as const)
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  };
  await ada.document.sendEdit('insert', 0, 'weft and warp');
  meet();
  await ada.document.sendEdit('delete', 0, 'weft ');
  await bo.document.sendEdit('insert', 13, 's');
  meet();
  expect(ada.document.text.getSnapshot()).toBe('and warps');
  expect(bo.document.text.getSnapshot()).toBe('and warps');
});
