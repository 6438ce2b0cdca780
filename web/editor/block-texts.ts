import {
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  type ElementNode,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  type TextNode,
} from 'lexical';

/** A piece of text of a block, and where it begins in the block's text. */
export interface TextPiece {
  readonly key: NodeKey;
  readonly from: number;
  readonly length: number;
}

/** The text that stands in one block, whatever its formats: each line of a list and each paragraph in a cell is one. */
export interface BlockText {
  readonly key: NodeKey;
  /** A line break for each of its own, and for what is no text (a mention) one character that nobody types. */
  readonly text: string;
  readonly pieces: readonly TextPiece[];
}

/** Stands for what is no text. */
export const OBJECT = '\ufffc';

/** The texts of all blocks of an editor, read again and again: a block that didn't change is the same object. */
export interface BlockTexts {
  /** In the document's order. */
  read(): readonly BlockText[];
  stop(): void;
}

export function readBlockTexts(editor: LexicalEditor): BlockTexts {
  const known = new Map<NodeKey, BlockText>();
  let list: readonly BlockText[] | null = null;
  // Above a piece of text that changed all elements are dirty: only those are forgotten.
  const stop = editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
    if (dirtyElements.size === 0 && dirtyLeaves.size === 0) return;
    for (const key of dirtyElements.keys()) known.delete(key);
    list = null;
  });
  const $collect = (element: ElementNode, found: BlockText[]): void => {
    const children = element.getChildren();
    if (children.some($standsInLine)) {
      const key = element.getKey();
      const block = known.get(key) ?? $textOf(element);
      known.set(key, block);
      found.push(block);
    }
    for (const child of children) if ($isElementNode(child) && !child.isInline()) $collect(child, found);
  };
  return {
    read: () => {
      if (list !== null) return list;
      const found: BlockText[] = [];
      editor.getEditorState().read(() => $collect($getRoot(), found));
      list = found;
      const there = new Set(found.map(({ key }) => key));
      for (const key of known.keys()) if (!there.has(key)) known.delete(key);
      return found;
    },
    stop,
  };
}

function $standsInLine(node: LexicalNode): boolean {
  return $isTextNode(node) || $isLineBreakNode(node) || node.isInline();
}

function $textOf(block: ElementNode): BlockText {
  const pieces: TextPiece[] = [];
  let text = '';
  const $add = (node: LexicalNode): void => {
    if ($isTextNode(node)) {
      const words = node.getTextContent();
      pieces.push({ key: node.getKey(), from: text.length, length: words.length });
      text += words;
    } else if ($isLineBreakNode(node)) text += '\n';
    else if ($isElementNode(node)) {
      if (node.isInline()) for (const child of node.getChildren()) $add(child);
    } else text += OBJECT;
  };
  for (const child of block.getChildren()) $add(child);
  return { key: block.getKey(), text, pieces };
}

/** The pieces of text that a part of a block covers, with the offsets in each. */
export function piecesIn({ pieces }: BlockText, from: number, to: number): readonly { key: NodeKey; from: number; to: number }[] {
  return pieces
    .filter((piece) => piece.from < to && piece.from + piece.length > from)
    .map((piece) => ({ key: piece.key, from: Math.max(0, from - piece.from), to: Math.min(piece.length, to - piece.from) }));
}

/** The text node of a piece, null where it is gone. */
export function $textNodeOf(key: NodeKey): TextNode | null {
  const node = $getNodeByKey(key);
  return $isTextNode(node) ? node : null;
}
