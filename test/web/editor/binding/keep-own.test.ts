import { expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, UndoManager, XmlElement, XmlText } from 'yjs';
import { keepOwn } from '../../../../web/editor/binding/keep-own.ts';

it('a step of undo finds what an earlier one made anew, though somebody else has removed it', () => {
  const [ada, bob] = [new Doc(), new Doc()];
  const exchange = (): void => {
    applyUpdate(bob, encodeStateAsUpdate(ada, encodeStateVector(bob)));
    applyUpdate(ada, encodeStateAsUpdate(bob, encodeStateVector(ada)));
  };
  const root = ada.getXmlElement('root');
  const manager = new UndoManager(root, { captureTimeout: 0 });
  const stop = keepOwn(ada);
  const text = new XmlText('abc');
  const paragraph = new XmlElement('paragraph');
  paragraph.insert(0, [text]);
  root.insert(0, [paragraph]);
  text.delete(1, 1);
  root.delete(0, 1);
  manager.undo();
  // Another change: what was undone can't be done again, and nothing is held for that any more.
  root.insert(1, [new XmlElement('paragraph')]);
  exchange();
  expect(bob.getXmlElement('root').toString()).toContain('<paragraph>ac</paragraph><paragraph></paragraph>');
  bob.getXmlElement('root').delete(0, 1);
  exchange();
  manager.undo();
  expect(() => manager.undo()).not.toThrow();
  exchange();
  expect(bob.getXmlElement('root').toString()).toBe(root.toString());

  stop();
  for (const doc of [ada, bob]) doc.destroy();
});
