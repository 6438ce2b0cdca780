import { $isListItemNode, $isListNode, ListItemNode, ListNode } from '@lexical/list';
import { $getNodeByKey, type LexicalEditor, mergeRegister, type NodeKey } from 'lexical';

/** For screen readers a checklist is a group of checkboxes and no list of items: Lexical says so of the items alone. @returns its stop */
export function registerChecklistRoles(editor: LexicalEditor): () => void {
  const look = (keys: Iterable<NodeKey>): void =>
    editor.getEditorState().read(() => {
      for (const key of keys) {
        const node = $getNodeByKey(key);
        const element = editor.getElementByKey(key);
        if ($isListNode(node)) setRole(element, node.getListType() === 'check' ? 'group' : null);
        else if ($isListItemNode(node) && $isListNode(node.getFirstChild())) setRole(element, $isCheckList(node) ? 'none' : null);
      }
    });
  return mergeRegister(
    editor.registerMutationListener(ListNode, (mutations) => look(mutations.keys())),
    editor.registerMutationListener(ListItemNode, (mutations) => look(mutations.keys())),
  );
}

function $isCheckList(item: ListItemNode): boolean {
  const list = item.getParent();
  return $isListNode(list) && list.getListType() === 'check';
}

function setRole(element: HTMLElement | null, role: string | null): void {
  if (role === null) element?.removeAttribute('role');
  else element?.setAttribute('role', role);
}
