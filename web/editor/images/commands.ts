import { createCommand, type LexicalCommand } from 'lexical';

/** Asks which images are to be added, and puts them behind the block with the caret. */
export const CHOOSE_IMAGES: LexicalCommand<void> = createCommand('CHOOSE_IMAGES');
