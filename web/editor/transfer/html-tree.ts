import { createHeadlessEditor } from '@lexical/headless';
import { $generateNodesFromDOM } from '@lexical/html';
import { $getRoot } from 'lexical';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readTree, type TreeElement } from '../../../shared/lexical/tree.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { bindDocument } from '../binding/bind-document.ts';
import { EDITOR_NODES } from '../binding/editor-nodes.ts';
import { registerNodes } from '../register-nodes.ts';

/**
 * A page as the blocks of a document: what an editor makes of it that it is pasted into, in a document that nobody sees.
 * @throws what the editor says where it can't
 */
export function treeOfHtml(dom: Document): readonly TreeElement[] {
  const doc = new Y.Doc();
  const faults: unknown[] = [];
  const editor = createHeadlessEditor({ nodes: [...EDITOR_NODES], onError: (error) => faults.push(error) });
  const unregister = registerNodes(editor);
  const awareness = new Awareness(doc);
  const bound = bindDocument({ editor, doc, awareness, mayWrite: () => true, onBroken: (error) => faults.push(error) });
  try {
    editor.update(
      () => {
        const root = $getRoot();
        root.clear();
        root.selectEnd().insertNodes($generateNodesFromDOM(editor, dom));
      },
      { discrete: true },
    );
    if (faults.length > 0) throw faults[0];
    return readTree(doc, LIMITS.typeDepth);
  } finally {
    bound.stop();
    unregister();
    awareness.destroy();
    doc.destroy();
  }
}
