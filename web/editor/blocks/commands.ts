import { createCommand, type LexicalCommand } from 'lexical';

/** Opens the menu of the block that the caret is in. */
export const OPEN_BLOCK_MENU: LexicalCommand<void> = createCommand('OPEN_BLOCK_MENU');
