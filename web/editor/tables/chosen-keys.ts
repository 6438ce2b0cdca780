import { $getClipboardDataFromSelection, copyToClipboard } from '@lexical/clipboard';
import { $findCellNode, $isTableSelection, type TableSelection } from '@lexical/table';
import {
  $addUpdateTag,
  $getSelection,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  HISTORY_PUSH_TAG,
  KEY_BACKSPACE_COMMAND,
  KEY_DELETE_COMMAND,
  KEY_DOWN_COMMAND,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from 'lexical';
import { $clearChosen } from './operations.ts';

/**
 * What keys do while cells are chosen: they are emptied by deleting, by cutting and by typing over them, as chosen words are. Never the table
 * goes by that, and where there is no caret a browser writes at the document’s beginning.
 * @returns its stop
 */
export function registerChosenKeys(editor: LexicalEditor): () => void {
  const $chosen = (): TableSelection | null => {
    const selection = $getSelection();
    return editor.isEditable() && $isTableSelection(selection) ? selection : null;
  };
  const $empty = (event: unknown): boolean => {
    if ($chosen() === null) return false;
    if (event instanceof Event) event.preventDefault();
    $addUpdateTag(HISTORY_PUSH_TAG);
    $clearChosen();
    return true;
  };
  /** What is typed comes after that, to the caret in the first of them. */
  const $makeRoom = (event: unknown): false => {
    if (!(event instanceof KeyboardEvent) || writes(event)) $empty(null);
    return false;
  };
  const keys = [KEY_BACKSPACE_COMMAND, KEY_DELETE_COMMAND];
  const others = [DELETE_CHARACTER_COMMAND, DELETE_WORD_COMMAND, DELETE_LINE_COMMAND];
  return mergeRegister(
    ...keys.map((command) => editor.registerCommand(command, $empty, COMMAND_PRIORITY_CRITICAL)),
    ...others.map((command) => editor.registerCommand(command, $empty, COMMAND_PRIORITY_CRITICAL)),
    editor.registerCommand(KEY_DOWN_COMMAND, $makeRoom, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, $makeRoom, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(
      CUT_COMMAND,
      (event) => {
        const selection = $chosen();
        if (selection === null) return false;
        event?.preventDefault();
        const copied = copyToClipboard(editor, event instanceof ClipboardEvent ? event : null, $getClipboardDataFromSelection(selection));
        // Not at once: to copy, a part of the page is selected, and what is removed meanwhile Lexical takes for removed by the browser and shows again.
        void copied.then((done) => done && editor.update(() => void $empty(null), { discrete: true }));
        return true;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        const selection = $chosen();
        if (selection === null) return false;
        event?.preventDefault();
        $findCellNode(selection.focus.getNode())?.selectEnd();
        return true;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
  );
}

/** Whether a key writes a letter, or begins to with an input method. */
function writes(event: KeyboardEvent): boolean {
  if (event.key === 'Process') return true;
  const isShortcut = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
  return event.key.length === 1 && !isShortcut;
}
