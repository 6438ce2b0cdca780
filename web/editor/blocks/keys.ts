import { COMMAND_PRIORITY_HIGH, KEY_DOWN_COMMAND, type LexicalEditor } from 'lexical';
import { OPEN_BLOCK_MENU } from './commands.ts';
import { $chosenUnits } from './units.ts';

/**
 * Alt+Shift with an arrow moves what is selected, Ctrl+Alt+B opens its menu. Never while an input method composes.
 * @param onMove called after the event
 * @returns its stop
 */
export function registerBlockKeys(editor: LexicalEditor, onMove: (direction: 'up' | 'down') => void): () => void {
  return editor.registerCommand(
    KEY_DOWN_COMMAND,
    (event) => {
      if (event.isComposing || editor.isComposing() || !editor.isEditable()) return false;
      if (opensMenu(event)) {
        event.preventDefault();
        return editor.dispatchCommand(OPEN_BLOCK_MENU, undefined);
      }
      const direction = directionOf(event);
      if (direction === null || $chosenUnits() === null) return false;
      event.preventDefault();
      // A move takes updates of its own, and this is in one.
      queueMicrotask(() => onMove(direction));
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
}

function directionOf({ key, altKey, shiftKey, ctrlKey, metaKey }: KeyboardEvent): 'up' | 'down' | null {
  if (!altKey || !shiftKey || ctrlKey || metaKey) return null;
  return key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : null;
}

/** By the key's place: with Alt the letter writes something else on many keyboards. */
function opensMenu({ code, altKey, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return code === 'KeyB' && altKey && !shiftKey && (ctrlKey || metaKey);
}
