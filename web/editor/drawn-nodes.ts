import { $isListItemNode } from '@lexical/list';
import { type CreateEditorArgs, DEFAULT_EDITOR_DOM_CONFIG, type EditorDOMRenderConfig } from 'lexical';

const $createDOM: EditorDOMRenderConfig['$createDOM'] = (node, editor) => {
  const element = DEFAULT_EDITOR_DOM_CONFIG.$createDOM(node, editor);
  if ($isListItemNode(node)) letBeCounted(element);
  return element;
};

/** How nodes are drawn here, where not as Lexical would draw them. What is exported or copied stays as Lexical has it. */
export const DRAWN: NonNullable<CreateEditorArgs['dom']> = { $createDOM };

/**
 * Lexical writes its number onto each item of a list, a bullet's too, and browsers take time that grows with the square of their count to lay
 * out such a list: 4,000 items take seconds. Here browsers count by themselves; what Lexical writes later goes into a property that they
 * don't know.
 */
function letBeCounted(item: HTMLElement): void {
  item.removeAttribute('value');
  Object.defineProperty(item, 'value', { value: 0, writable: true });
}
