import { createCommand, type LexicalCommand, type NodeKey } from 'lexical';

/** Asks for a file, and puts what it says behind the block with the caret. */
export const CHOOSE_IMPORT: LexicalCommand<void> = createCommand('CHOOSE_IMPORT');

/** Files whose words are to come into the text. */
export interface GivenFiles {
  readonly files: readonly File[];
  /** The block behind which they come, null for the text's beginning; without it where the caret is when they have been read. */
  readonly after?: NodeKey | null;
}

/** Puts what files say into the text, one behind the other. */
export const TAKE_FILES: LexicalCommand<GivenFiles> = createCommand('TAKE_FILES');
