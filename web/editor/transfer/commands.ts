import { createCommand, type LexicalCommand } from 'lexical';

/** Asks for a file, and puts what it says behind the block with the caret. */
export const CHOOSE_IMPORT: LexicalCommand<void> = createCommand('CHOOSE_IMPORT');
