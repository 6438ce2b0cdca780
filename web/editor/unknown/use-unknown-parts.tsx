import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { useLexicalNodeSelection } from '@lexical/react/useLexicalNodeSelection';
import { $getSelection, $isNodeSelection, CLICK_COMMAND, COMMAND_PRIORITY_LOW, type LexicalEditor, type NodeKey } from 'lexical';
import { FileQuestion } from 'lucide-react';
import { type JSX, useEffect, useLayoutEffect, useRef } from 'react';
import { UNKNOWN_VIEWS, type UnknownValue } from '../binding/unknown-node.ts';
import { useEditorScope } from '../editor-scope.ts';

/** Draws what stands for parts of the document that this version can't show. */
export function useUnknownParts(editor: LexicalEditor): void {
  // Before the document's content is shown.
  useLayoutEffect(() => UNKNOWN_VIEWS.register(editor, (value, key) => <UnknownPart {...value} nodeKey={key} />), [editor]);
}

function UnknownPart({ inline, nodeKey }: UnknownValue & { readonly nodeKey: NodeKey }): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const { text } = useEditorScope();
  const [selected, select, clear] = useLexicalNodeSelection(nodeKey);
  const part = useRef<HTMLSpanElement>(null);

  useEffect(
    () =>
      editor.registerCommand(
        CLICK_COMMAND,
        ({ target }) => {
          if (!(target instanceof Node) || part.current?.contains(target) !== true) {
            const selection = $getSelection();
            const isMarked = $isNodeSelection(selection) && selection.has(nodeKey);
            // Elsewhere the browser has put its caret already, and Lexical hears of it a moment later: unmarking now would take that caret away.
            return isMarked && editor.getRootElement()?.contains(getSelection()?.anchorNode ?? null) === true;
          }
          clear();
          select(true);
          return true;
        },
        COMMAND_PRIORITY_LOW,
      ),
    [editor, nodeKey, select, clear],
  );

  return (
    <span
      ref={part}
      role="note"
      className="unknown-part-words"
      data-selected={selected ? '' : undefined}
      title={inline ? text.unknown.long : undefined}
      aria-label={text.unknown.long}
    >
      <FileQuestion aria-hidden size={16} />
      <span>{inline ? text.unknown.short : text.unknown.long}</span>
    </span>
  );
}
