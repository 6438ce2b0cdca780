import { expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, UndoManager, XmlElement, XmlText } from 'yjs';
import { keepOwn } from '../../../../web/editor/binding/keep-own.ts';

it('a step of undo finds what an earlier one made anew, though somebody else has removed it', () => {
  const [ada, bob] = [new Doc(), new Doc()];
  const exchange = (): void => {
    applyUpdate(bob, encodeStateAsUpdate(ada, encodeStateVector(bob)), 'network');
    applyUpdate(ada, encodeStateAsUpdate(bob, encodeStateVector(ada)), 'network');
  };
  const root = ada.getXmlElement('root');
  const manager = new UndoManager(root, { captureTimeout: 0 });
  const stop = keepOwn(ada);
  const [list, item, text] = [new XmlElement('list'), new XmlElement('listitem'), new XmlText('abc')];
  item.insert(0, [text]);
  list.insert(0, [item]);
  root.insert(0, [list]);
  text.delete(1, 1);
  root.delete(0, 1);
  manager.undo();
  const again = root.get(0);
  if (!(again instanceof XmlElement)) throw new Error('The list is not back.');
  again.insert(1, [new XmlElement('listitem')]);
  manager.undo();
  // Another change: what was undone can't be done again, and Yjs holds nothing for that any more.
  root.insert(1, [new XmlElement('paragraph')]);
  exchange();
  const theirs = bob.getXmlElement('root');
  expect(theirs.toString()).toContain('<list><listitem>ac</listitem></list><paragraph></paragraph>');
  theirs.delete(0, 1);
  exchange();
  manager.undo();
  expect(() => manager.undo()).not.toThrow();
  exchange();
  expect(theirs.toString()).toBe(root.toString());

  stop();
  for (const doc of [ada, bob]) doc.destroy();
});
