import { $getRoot, $isElementNode, type EditorState } from 'lexical';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { $knows, $shows, hasNeighbours } from '../../../../web/editor/binding/shows.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';
import { element, run } from '../../../support/hostile-nodes.ts';

/** A list of two equal items, and a line. */
function shown(): BoundEditor & { readonly root: Y.XmlElement; readonly list: Y.XmlElement; readonly line: Y.XmlElement } {
  const doc = new Y.Doc();
  const root = doc.get(ROOT_NAME, Y.XmlElement);
  const items = [element('listitem', {}, [run('same')]), element('listitem', {}, [run('same')])];
  root.insert(0, [element('list', {}, items), element('paragraph', {}, [run('a line')])] as Y.XmlElement[]);
  const bound = boundEditor(doc);
  return { ...bound, root, list: root.get(0) as Y.XmlElement, line: root.get(1) as Y.XmlElement };
}

const stateOf = ({ editor }: BoundEditor): EditorState => editor.getEditorState();

/** Changes the document behind the binding's back, as a change does that it shows wrongly. */
function unseen({ doc, bound }: BoundEditor, change: () => void): void {
  doc.transact(change, bound.binding);
}

describe('whether what stands in an element is shown', () => {
  it('is so after it was opened, and after somebody wrote in it', () => {
    const one = shown();
    const { binding } = one.bound;
    expect(stateOf(one).read(() => $shows(binding, [one.root, one.list, one.line]))).toBe(true);
    (one.line.get(0) as Y.XmlText).insert(0, 'now ');
    expect(stateOf(one).read(() => $shows(binding, [one.line]))).toBe(true);
  });

  it.each<[what: string, change: (one: ReturnType<typeof shown>) => void]>([
    ['other words', ({ line }) => (line.get(0) as Y.XmlText).insert(0, 'x')],
    ['words behind something', ({ line }) => line.insert(1, [new Y.XmlElement('linebreak'), run('x') as Y.XmlText])],
    ['one part more', ({ line }) => line.insert(1, [new Y.XmlElement('linebreak')])],
    ['a part less', ({ line }) => line.delete(0, 1)],
  ])('isn’t so with %s', (_what, change) => {
    const one = shown();
    unseen(one, () => change(one));
    expect(stateOf(one).read(() => $shows(one.bound.binding, [one.line]))).toBe(false);
  });

  it('isn’t so where a child is taken for another that looks like it, or isn’t known', () => {
    const one = shown();
    unseen(one, () => {
      one.list.delete(0, 1);
      one.list.insert(1, [element('listitem', {}, [run('same')]) as Y.XmlElement]);
    });
    expect(stateOf(one).read(() => $shows(one.bound.binding, [one.list]))).toBe(false);
    const two = shown();
    two.bound.binding.mapping.clear();
    expect(stateOf(two).read(() => $shows(two.bound.binding, [two.line]))).toBe(false);
  });
});

describe('whether the binding knows the nodes of elements', () => {
  it('is so after it was opened, also for what it has yet to make', () => {
    const one = shown();
    expect(stateOf(one).read(() => $knows(one.bound.binding, [one.root, one.list, one.line]))).toBe(true);
    unseen(one, () => one.list.insert(0, [new Y.XmlElement('listitem')]));
    expect(stateOf(one).read(() => $knows(one.bound.binding, [one.list]))).toBe(true);
  });

  it('isn’t so where it takes a part for one that stands elsewhere', () => {
    const one = shown();
    const { mapping } = one.bound.binding;
    const item = one.list.get(0) as Y.XmlElement;
    const line = mapping.get(one.line);
    if (line === undefined || Array.isArray(line)) throw new Error('The line is known.');
    mapping.set(item, line);
    // From what is in it, from itself, and from what it is in.
    for (const element of [item, one.list]) expect(stateOf(one).read(() => $knows(one.bound.binding, [element]))).toBe(false);
  });

  it('isn’t so for what is in no document', () => {
    const one = shown();
    const alone = new Y.Doc().get('elsewhere', Y.XmlElement);
    expect(stateOf(one).read(() => $knows(one.bound.binding, [alone]))).toBe(false);
  });
});

it('two texts are neighbours only with nothing between them', () => {
  const { line } = shown();
  expect(hasNeighbours(line)).toBe(false);
  line.insert(1, [new Y.XmlElement('linebreak'), run('b') as Y.XmlText]);
  expect(hasNeighbours(line)).toBe(false);
  line.insert(1, [run('c') as Y.XmlText]);
  expect(hasNeighbours(line)).toBe(true);
});

describe('after one’s own change', () => {
  it('everything stands for what it became, also in a part that was taken for an equal one', () => {
    const one = shown();
    const { mapping } = one.bound.binding;
    one.editor.update(
      () => {
        const list = $getRoot().getFirstChild();
        if ($isElementNode(list)) list.getFirstChild()?.remove();
      },
      { discrete: true },
    );
    const item = one.list.get(0) as Y.XmlElement;
    const words = mapping.get(item.get(0) as Y.XmlText);
    const shownWords = stateOf(one).read(() => $getRoot().getFirstDescendant());
    expect(words).toEqual([shownWords]);
  });

  it('others’ words come to that part without showing everything anew', () => {
    const one = shown();
    one.editor.update(
      () => {
        const list = $getRoot().getFirstChild();
        if ($isElementNode(list)) list.getFirstChild()?.remove();
      },
      { discrete: true },
    );
    const before = stateOf(one).read(() => $getRoot().getLastChild()?.getKey());
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
    const list = other.get(ROOT_NAME, Y.XmlElement).get(0) as Y.XmlElement;
    ((list.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(4, ' and more');
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other), 'network');
    const { words, after } = stateOf(one).read(() => ({
      words: $getRoot().getFirstDescendant()?.getTextContent(),
      after: $getRoot().getLastChild()?.getKey(),
    }));
    expect(words).toBe('same and more');
    expect(after).toBe(before);
    expect(one.faults).toEqual([]);
  });
});
