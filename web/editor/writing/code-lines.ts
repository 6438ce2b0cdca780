import { $createLineBreakNode, $createTabNode, $createTextNode, type LexicalNode } from 'lexical';

/** Plain text as a block of code holds it: texts, tabs and line breaks. Lexical's own function makes nodes that documents don't have. */
export function $codeLines(text: string): LexicalNode[] {
  const pieces = text.replaceAll(/\r\n?/g, '\n').split(/([\n\t])/);
  return pieces.flatMap((piece) => {
    if (piece === '\n') return $createLineBreakNode();
    if (piece === '\t') return $createTabNode();
    return piece === '' ? [] : $createTextNode(piece);
  });
}
