import type { LexicalEditor, NodeKey } from 'lexical';

/** Draws nodes of one kind: what it returns goes to the editor's decorators. */
export type NodeView<Value> = (value: Value, key: NodeKey, editor: LexicalEditor) => unknown;

/** Who draws the nodes of one kind, by editor. The nodes themselves know no screen: the server has them too. */
export interface NodeViews<Value> {
  /** To be called before the editor shows anything. Returns its stop. */
  register(editor: LexicalEditor, view: NodeView<Value>): () => void;
  /** Null where nobody draws them. */
  of(editor: LexicalEditor): NodeView<Value> | null;
}

export function createNodeViews<Value>(): NodeViews<Value> {
  const views = new WeakMap<LexicalEditor, NodeView<Value>>();
  return {
    register: (editor, view) => {
      views.set(editor, view);
      return () => {
        if (views.get(editor) === view) views.delete(editor);
      };
    },
    of: (editor) => views.get(editor) ?? null,
  };
}
