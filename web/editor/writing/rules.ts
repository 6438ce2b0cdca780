import { $isHorizontalRuleNode } from '@lexical/extension';
import {
  $createNodeSelection,
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isNodeSelection,
  $setSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from 'lexical';

/** The class of a rule that is chosen. */
const CHOSEN = 'is-chosen';

/** A click on a rule chooses it, and what is chosen is seen; the keys that delete and pass it are Lexical's. @returns its stop */
export function registerRules(editor: LexicalEditor): () => void {
  let shown: readonly NodeKey[] = [];
  return mergeRegister(
    editor.registerCommand(
      CLICK_COMMAND,
      ({ target }) => {
        const rule = target instanceof HTMLHRElement ? $getNearestNodeFromDOMNode(target) : null;
        // Elsewhere the browser has put its caret already: Lexical would take it away with the choice.
        if (!$isHorizontalRuleNode(rule))
          return $chosen().length > 0 && editor.getRootElement()?.contains(getSelection()?.anchorNode ?? null) === true;
        const selection = $createNodeSelection();
        selection.add(rule.getKey());
        $setSelection(selection);
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerUpdateListener(({ editorState }) => {
      const chosen = editorState.read($chosen);
      if (chosen.length === 0 && shown.length === 0) return;
      for (const key of shown) editor.getElementByKey(key)?.classList.remove(CHOSEN);
      for (const key of chosen) editor.getElementByKey(key)?.classList.add(CHOSEN);
      shown = chosen;
    }),
  );
}

function $chosen(): NodeKey[] {
  const selection = $getSelection();
  const nodes = $isNodeSelection(selection) ? selection.getNodes() : [];
  return nodes.filter($isHorizontalRuleNode).map((rule) => rule.getKey());
}
