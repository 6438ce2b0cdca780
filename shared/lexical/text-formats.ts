/** Bits of Lexical's text format. */
export const BOLD = 1;
export const ITALIC = 2;
export const STRIKE = 4;
export const UNDERLINE = 8;
export const CODE = 16;
export const SUBSCRIPT = 32;
export const SUPERSCRIPT = 64;
export const HIGHLIGHT = 128;
