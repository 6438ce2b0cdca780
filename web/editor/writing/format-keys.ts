import {
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  createCommand,
  FORMAT_TEXT_COMMAND,
  KEY_DOWN_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  mergeRegister,
  type TextFormatType,
} from 'lexical';
import { $kindOf, BLOCK_KINDS } from './block-kinds.ts';

/** Asks for the address of what is selected, or of the link that the caret is in. */
export const EDIT_LINK: LexicalCommand<void> = createCommand('EDIT_LINK');
/** Makes what is selected plain: no formats. */
export const CLEAR_FORMATS: LexicalCommand<void> = createCommand('CLEAR_FORMATS');

const FORMATS: readonly TextFormatType[] = ['bold', 'italic', 'underline', 'strikethrough', 'code'];

/** Formats by key and Shift; bold, italic and underline are Lexical's own. */
const FORMAT_KEYS: Readonly<Record<string, TextFormatType>> = { e: 'code', S: 'strikethrough', X: 'strikethrough' };

/** The keys of formats and kinds of blocks. Never while an input method composes. @returns its stop */
export function registerFormatKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(KEY_DOWN_COMMAND, (event) => onKeyDown(event, editor), COMMAND_PRIORITY_HIGH),
    // Code holds plain text.
    editor.registerCommand(FORMAT_TEXT_COMMAND, () => $isAllCode(), COMMAND_PRIORITY_LOW),
    editor.registerCommand(CLEAR_FORMATS, $clearFormats, COMMAND_PRIORITY_LOW),
  );
}

function onKeyDown(event: KeyboardEvent, editor: LexicalEditor): boolean {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.isComposing || editor.isComposing() || !(ctrlKey || metaKey) || !editor.isEditable()) return false;
  const taken = (run: () => void): true => {
    event.preventDefault();
    run();
    return true;
  };
  // By the key's place: with Alt or Shift the digit writes something else on many keyboards.
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const kind = BLOCK_KINDS.find(
    ({ keys }) => keys !== undefined && keys[1] === digit && altKey === (keys[0] === 'Alt') && shiftKey === (keys[0] === 'Shift'),
  );
  if (kind !== undefined) return taken(() => kind.$apply());
  if (altKey) return false;
  const format = FORMAT_KEYS[shiftKey ? key.toUpperCase() : key.toLowerCase()];
  if (format !== undefined) return taken(() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, format));
  if (shiftKey) return false;
  if (key.toLowerCase() === 'k') return taken(() => editor.dispatchCommand(EDIT_LINK));
  return key === '\\' ? taken(() => editor.dispatchCommand(CLEAR_FORMATS)) : false;
}

function $isAllCode(): boolean {
  const selection = $getSelection();
  return selection?.getNodes().every((node) => $kindOf(node) === 'code') ?? false;
}

function $clearFormats(): true {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return true;
  if (selection.isCollapsed()) {
    selection.setFormat(0);
    return true;
  }
  for (const node of selection.extract()) {
    if ($isTextNode(node)) node.setFormat(0);
  }
  return true;
}

/** The formats that all of the selection has. */
export function $formatsOf(): ReadonlySet<TextFormatType> {
  const selection = $getSelection();
  return new Set($isRangeSelection(selection) ? FORMATS.filter((format) => selection.hasFormat(format)) : []);
}
