import { createCommand, type LexicalCommand } from 'lexical';

/** Asks which images are to be added, and puts them behind the block with the caret. */
export const CHOOSE_IMAGES: LexicalCommand<void> = createCommand('CHOOSE_IMAGES');

/** An image that somebody brings. */
export interface GivenImage {
  readonly file: File;
  readonly alt: string;
}

/** Uploads these and puts them behind the block with the caret. */
export const ADD_IMAGES: LexicalCommand<readonly GivenImage[]> = createCommand('ADD_IMAGES');
