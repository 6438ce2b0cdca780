import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTask } from '../../../shared/model/task-edits.ts';
import { unsentText } from '../../../web/client/unsent-text.ts';

function paragraph(...children: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, children);
  return element;
}

function bold(text: string): Y.XmlText {
  const written = new Y.XmlText();
  written.insert(0, text, { __format: 1 });
  return written;
}

describe('edits that were never sent', () => {
  it('read as lines where they are a document: without formats, with mentions, lists and line breaks', () => {
    const doc = new Y.Doc();
    const mention = new Y.XmlElement('mention');
    mention.setAttribute('__label', '@Bob');
    const item = new Y.XmlElement('listitem');
    item.insert(0, [new Y.XmlText('first')]);
    const list = new Y.XmlElement('list');
    list.insert(0, [item]);
    doc
      .get('root-v2', Y.XmlElement)
      .insert(0, [
        paragraph(bold('Hello '), mention, new Y.XmlText(', 你好')),
        paragraph(new Y.XmlText('one'), new Y.XmlElement('linebreak'), new Y.XmlText('two')),
        list,
        paragraph(),
      ]);
    expect(unsentText([{ room: 'p/home/d/plan', update: Y.encodeStateAsUpdate(doc) }])).toBe(
      '== p/home/d/plan ==\n\nHello @Bob, 你好\none\ntwo\nfirst\n',
    );
  });

  it('are the text of a document of kind `text`, and JSON where they are a board; several stand in one file', () => {
    const text = new Y.Doc();
    text.getText('text').insert(0, 'plain\nwords');
    const board = new Y.Doc();
    createTask(board, 'task_1', { title: 'Pack the bags' }, { now: 1, by: null });
    const [first = '', second = ''] = unsentText([
      { room: 'p/home/d/notes', update: Y.encodeStateAsUpdate(text) },
      { room: 'p/home', update: Y.encodeStateAsUpdate(board) },
    ]).split('\n== p/home ==\n');
    expect(first).toContain('plain\nwords');
    expect(JSON.parse(second)).toMatchObject({ tasks: { task_1: { title: 'Pack the bags' } } });
  });
});
