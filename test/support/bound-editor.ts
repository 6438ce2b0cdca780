import { createHeadlessEditor } from '@lexical/headless';
import type { Klass, LexicalEditor, LexicalNode } from 'lexical';
import { onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { type BoundDocument, bindDocument } from '../../web/editor/binding/bind-document.ts';
import { EDITOR_NODES } from '../../web/editor/binding/editor-nodes.ts';
import { registerNodes } from '../../web/editor/register-nodes.ts';

export interface BoundEditor {
  readonly editor: LexicalEditor;
  readonly doc: Y.Doc;
  readonly bound: BoundDocument;
  /** What the editor reported, and what could not be healed. */
  readonly faults: unknown[];
  /** What it shows, as JSON. */
  shows(): string;
}

export interface BoundEditorOptions {
  /** The editor's nodes: fewer where it is an older version. */
  readonly nodes?: readonly Klass<LexicalNode>[];
  readonly mayWrite?: () => boolean;
}

/** An editor without a screen over `doc`, through the web's own binding. It ends with the test. */
export function boundEditor(doc: Y.Doc, { nodes = EDITOR_NODES, mayWrite = () => true }: BoundEditorOptions = {}): BoundEditor {
  const faults: unknown[] = [];
  const editor = createHeadlessEditor({
    nodes,
    onError: (error) => {
      faults.push(error);
      bound.fault(error);
    },
  });
  // An older version has no rules for nodes that it doesn't know.
  const unregister = nodes === EDITOR_NODES ? registerNodes(editor) : () => {};
  const awareness = new Awareness(doc);
  const bound = bindDocument({ editor, doc, awareness, mayWrite, onBroken: (error) => faults.push(error) });
  onTestFinished(() => {
    bound.stop();
    unregister();
    awareness.destroy();
  });
  return { editor, doc, bound, faults, shows: () => JSON.stringify(editor.getEditorState().toJSON()) };
}
