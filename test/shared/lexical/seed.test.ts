import { createHeadlessEditor } from '@lexical/headless';
import {
  createBindingV2__EXPERIMENTAL as createBinding,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL as syncLexicalUpdateToYjs,
  syncYjsStateToLexicalV2__EXPERIMENTAL as syncYjsStateToLexical,
} from '@lexical/yjs';
import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode } from 'lexical';
import { expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { NODES } from '../../../shared/lexical/nodes.ts';
import { ROOT_NAME, seedFor } from '../../../shared/lexical/seed.ts';
import { bindingProvider } from '../../../web/editor/binding/binding-provider.ts';

/** A headless editor bound to `doc` by the real V2 binding. */
function bind(doc: Y.Doc) {
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  const binding = createBinding(editor, 'test', doc, new Map([['test', doc]]));
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const provider = bindingProvider(awareness, () => true);
  editor.registerUpdateListener(({ prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags }) => {
    syncLexicalUpdateToYjs(binding, provider, prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags);
  });
  return { editor, binding, provider, stop: () => awareness.destroy() };
}

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/welcome') as Uint8Array);
  return doc;
}

function kinds(element: Y.XmlElement): string[] {
  return element.toArray().map((child) => `${child.constructor.name} of ${child._length}`);
}

it('seeds document rooms and no others', () => {
  expect(seedFor('p/home/d/welcome')).not.toBeNull();
  for (const room of ['p/home', 'p/home/d/welcome/c', 'p/home/d/', 'p//d/x', 'u/ada', 'x/p/home/d/welcome', 'welcome']) {
    expect(seedFor(room), room).toBeNull();
  }
});

it('is the same bytes each time, so that two seeds merge to one paragraph', () => {
  const first = seedFor('p/home/d/welcome') as Uint8Array;
  const second = seedFor('p/other/d/plan') as Uint8Array;
  expect(first).toEqual(second);
  const doc = seeded();
  Y.applyUpdate(doc, second);
  expect(doc.get(ROOT_NAME, Y.XmlElement).length).toBe(1);
});

it('is what the V2 binding itself leaves of a paragraph whose text was deleted', () => {
  const doc = new Y.Doc();
  const { editor, stop } = bind(doc);
  editor.update(() => $getRoot().append($createParagraphNode().append($createTextNode('x'))), { discrete: true });
  editor.update(
    () => {
      for (const text of $getRoot().getAllTextNodes()) text.remove();
    },
    { discrete: true },
  );
  const written = doc.get(ROOT_NAME, Y.XmlElement);
  const seed = seeded().get(ROOT_NAME, Y.XmlElement);
  expect(seed.toString()).toBe(written.toString());
  expect([...doc.share.keys()]).toEqual([ROOT_NAME]);
  const paragraph = written.get(0) as Y.XmlElement;
  expect(paragraph.getAttributes()).toEqual({});
  expect(kinds(seed.get(0) as Y.XmlElement)).toEqual(['YXmlText of 0']);
  expect(kinds(paragraph)).toEqual(['YXmlText of 0']);
  stop();
});

it('opens in the binding as one empty paragraph and writes nothing back; typing into it keeps its paragraph', () => {
  const doc = seeded();
  const before = Y.encodeStateAsUpdate(doc);
  const { editor, binding, provider, stop } = bind(doc);
  syncYjsStateToLexical(binding, provider);
  expect(
    editor.getEditorState().read(() =>
      $getRoot()
        .getChildren()
        .map((node) => node.getType()),
    ),
  ).toEqual(['paragraph']);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);

  editor.update(
    () => {
      const paragraph = $getRoot().getFirstChild();
      if ($isElementNode(paragraph)) paragraph.append($createTextNode('hello'));
    },
    { discrete: true },
  );
  expect(doc.get(ROOT_NAME, Y.XmlElement).toString()).toBe('<undefined><paragraph>hello</paragraph></undefined>');
  expect(doc.store.clients.get(1)?.some((item) => item.deleted)).toBe(false);
  stop();
});
