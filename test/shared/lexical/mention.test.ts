import { createHeadlessEditor } from '@lexical/headless';
import { withDOM } from '@lexical/headless/dom';
import { $generateHtmlFromNodes, $generateNodesFromDOM } from '@lexical/html';
import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode, type ElementNode, type LexicalEditor } from 'lexical';
import { afterEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { $createMentionNode, $isMentionNode, MENTION_VIEWS, type MentionValue } from '../../../shared/lexical/mention.ts';
import { mentionsIn } from '../../../shared/lexical/mentions-in.ts';
import { NODES } from '../../../shared/lexical/nodes.ts';
import { ROOT_NAME, seedFor } from '../../../shared/lexical/seed.ts';
import { bindDocument } from '../../../web/editor/binding/bind-document.ts';

const ADA: MentionValue = { id: 'mnt_1', kind: 'user', target: 'usr_ada', label: 'Ada' };

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function headless(): LexicalEditor {
  return createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
}

/** An editor over a document of its own, as the web binds it. */
function bound(doc = new Y.Doc()): { readonly doc: Y.Doc; readonly editor: LexicalEditor } {
  Y.applyUpdate(doc, seedFor('p/home/d/welcome') as Uint8Array);
  const editor = headless();
  const awareness = new Awareness(doc);
  const { stop } = bindDocument({
    editor,
    doc,
    awareness,
    mayWrite: () => true,
    onBroken: (error) => {
      throw error;
    },
  });
  cleanups.push(() => {
    stop();
    awareness.destroy();
  });
  return { doc, editor };
}

function change(editor: LexicalEditor, edit: (block: ElementNode) => void): void {
  editor.update(
    () => {
      const block = $getRoot().getFirstChild();
      if ($isElementNode(block)) edit(block);
    },
    { discrete: true },
  );
}

function textOf(editor: LexicalEditor): string {
  return editor.read(() => $getRoot().getTextContent());
}

function valuesIn(editor: LexicalEditor): readonly MentionValue[] {
  return editor.read(() =>
    $getRoot()
      .getAllTextNodes()
      .flatMap((node) => node.getNextSiblings())
      .filter($isMentionNode)
      .map((node) => node.getMention()),
  );
}

const rootOf = (doc: Y.Doc): Y.XmlElement => doc.get(ROOT_NAME, Y.XmlElement);

describe('in the shared document', () => {
  it('is one element, which others see as it was made', () => {
    const one = bound();
    const two = bound();
    change(one.editor, (block) => block.append($createTextNode('Ask '), $createMentionNode(ADA), $createTextNode(' first')));
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
    expect(textOf(two.editor)).toBe('Ask @Ada first');
    expect(valuesIn(two.editor)).toEqual([ADA]);
    expect(mentionsIn(rootOf(two.doc))).toEqual([{ ...ADA, client: one.doc.clientID }]);
  });

  it('stays one while two people write around it at once', () => {
    const one = bound();
    change(one.editor, (block) => block.append($createTextNode('x'), $createMentionNode(ADA), $createTextNode('y')));
    const two = bound();
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
    change(one.editor, (block) => block.getFirstChild()?.insertBefore($createTextNode('left ')));
    change(two.editor, (block) => block.append($createTextNode(' right')));
    const [first, second] = [Y.encodeStateAsUpdate(one.doc), Y.encodeStateAsUpdate(two.doc)];
    Y.applyUpdate(one.doc, second);
    Y.applyUpdate(two.doc, first);
    expect(textOf(one.editor)).toBe('left x@Aday right');
    expect(textOf(two.editor)).toBe('left x@Aday right');
    expect(mentionsIn(rootOf(one.doc))).toEqual([{ ...ADA, client: one.doc.clientID }]);
  });

  it('is found however deep it is, and in the order of the text', () => {
    const { doc, editor } = bound();
    change(editor, (block) => {
      block.append($createMentionNode(ADA));
      block.insertAfter($createParagraphNode().append($createMentionNode({ ...ADA, id: 'mnt_2', kind: 'task', target: 'task_7' })));
    });
    expect(mentionsIn(rootOf(doc)).map((mention) => [mention.id, mention.kind])).toEqual([
      ['mnt_1', 'user'],
      ['mnt_2', 'task'],
    ]);
  });
});

describe('written by a hostile client', () => {
  const odd: readonly unknown[] = [null, 7, true, '', 'x'.repeat(100_000), ['a'], { a: 1 }, new Uint8Array(3), 'a/b', '#server'];

  it('breaks neither editor nor search, whatever its attributes hold', () => {
    for (const name of ['__id', '__kind', '__target', '__label', 'getTextContent', 'decorate', 'constructor']) {
      for (const value of odd) {
        const { doc, editor } = bound();
        const mention = new Y.XmlElement('mention');
        for (const [key, sound] of Object.entries({ __id: 'mnt_1', __kind: 'user', __target: 'usr_ada', __label: 'Ada', [name]: value })) {
          // Typed as text; what a client sends isn't.
          mention.setAttribute(key, sound as string);
        }
        const paragraph = rootOf(doc).get(0) as Y.XmlElement;
        paragraph.insert(0, [new Y.XmlText('a'), mention]);
        for (const found of mentionsIn(rootOf(doc))) expect(found.label.length).toBeLessThanOrEqual(500);
        expect(textOf(editor)).toMatch(/^a@/);
        expect(valuesIn(editor)).toHaveLength(1);
        expect(JSON.stringify(editor.getEditorState())).toContain('"type":"mention"');
      }
    }
  });

  it('is not found where one of its four attributes is missing', () => {
    const attributes = Object.entries({ __id: 'mnt_1', __kind: 'user', __target: 'usr_ada', __label: 'Ada' });
    for (const missing of [null, ...attributes.map(([key]) => key)]) {
      const doc = new Y.Doc();
      const mention = new Y.XmlElement('mention');
      rootOf(doc).insert(0, [mention, new Y.XmlText('x'), new Y.XmlElement('paragraph')]);
      for (const [key, value] of attributes) if (key !== missing) mention.setAttribute(key, value);
      expect(mentionsIn(rootOf(doc)), `without ${missing}`).toHaveLength(missing === null ? 1 : 0);
    }
  });

  it('may be nested thousands deep', () => {
    const doc = new Y.Doc();
    let element = rootOf(doc);
    doc.transact(() => {
      for (let depth = 0; depth < 20_000; depth++) {
        const inner = new Y.XmlElement('quote');
        element.insert(0, [inner]);
        element = inner;
      }
      element.insert(0, [new Y.XmlElement('mention')]);
    });
    expect(mentionsIn(rootOf(doc))).toEqual([]);
  });
});

describe('carried elsewhere', () => {
  const html = (editor: LexicalEditor): string => withDOM(() => editor.read(() => $generateHtmlFromNodes(editor)));

  function importHtml(markup: string): LexicalEditor {
    const editor = headless();
    withDOM((window) => {
      const parsed = new window.DOMParser().parseFromString(markup, 'text/html');
      editor.update(() => $getRoot().append(...$generateNodesFromDOM(editor, parsed as never)), { discrete: true });
    });
    return editor;
  }

  it('survives JSON, with its id', () => {
    const { editor } = bound();
    change(editor, (block) => block.append($createTextNode('Ask '), $createMentionNode(ADA)));
    const other = headless();
    other.setEditorState(other.parseEditorState(JSON.stringify(editor.getEditorState())));
    expect(valuesIn(other)).toEqual([ADA]);
  });

  it('survives HTML, and its words can not become markup', () => {
    const label = '<img src=x onerror="alert(1)">';
    const { editor } = bound();
    change(editor, (block) => block.append($createTextNode('Ask '), $createMentionNode({ ...ADA, label })));
    const markup = html(editor);
    expect(markup).not.toContain('<img');
    expect(valuesIn(importHtml(markup))).toEqual([{ ...ADA, label }]);
  });

  it('is plain words again where the HTML names nothing', () => {
    const editor = importHtml('<p>Ask <span data-mention="user" data-mention-id="" data-mention-target="a/b">@Ada</span></p>');
    expect(textOf(editor)).toBe('Ask @Ada');
    expect(valuesIn(editor)).toEqual([]);
  });
});

describe('shown', () => {
  it('is drawn by the view that was registered, and by nothing else', () => {
    const editor = headless();
    editor.update(() => $getRoot().append($createParagraphNode().append($createMentionNode(ADA))), { discrete: true });
    const drawn = (): unknown =>
      editor.read(() => {
        const node = $getRoot().getFirstDescendant();
        return $isMentionNode(node) ? node.decorate(editor) : undefined;
      });
    expect(drawn()).toBeNull();
    const stop = MENTION_VIEWS.register(editor, (mention) => `chip of ${mention.label}`);
    expect(drawn()).toBe('chip of Ada');
    stop();
    expect(drawn()).toBeNull();
  });
});
