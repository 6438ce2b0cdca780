import { $isHeadingNode } from '@lexical/rich-text';
import { $getNodeByKey, $getRoot, $isElementNode, type EditorState, type ElementNode, type LexicalEditor, type NodeKey } from 'lexical';

/** A heading of a document. */
export interface Heading {
  readonly key: NodeKey;
  /** 1 to 6, as it was made. */
  readonly level: number;
  readonly words: string;
}

const NONE: readonly Heading[] = Object.freeze([]);

/**
 * Tells the headings of an editor's text, at once and whenever they change. A key press in any other block costs a look at the blocks that
 * changed, and nothing more.
 * @returns its stop
 */
export function watchHeadings(editor: LexicalEditor, onHeadings: (headings: readonly Heading[]) => void): () => void {
  let shown = NONE;
  let frame = 0;
  const tell = (): void => {
    frame = 0;
    const now = editor.getEditorState().read(() => $headingsIn($getRoot()));
    if (isSame(shown, now)) return;
    shown = now;
    onHeadings(now);
  };
  const stop = editor.registerUpdateListener(({ editorState, prevEditorState, dirtyElements }) => {
    if (frame !== 0 || ![...dirtyElements.keys()].some((key) => isHeading(editorState, key) || isHeading(prevEditorState, key))) return;
    frame = requestAnimationFrame(tell);
  });
  tell();
  return () => {
    cancelAnimationFrame(frame);
    stop();
  };
}

function isHeading(state: EditorState, key: NodeKey): boolean {
  return state.read(() => $isHeadingNode($getNodeByKey(key)));
}

/** Headings stand among the blocks of the page, and in cells of tables. */
function $headingsIn(element: ElementNode): Heading[] {
  const found: Heading[] = [];
  for (const child of element.getChildren()) {
    if ($isHeadingNode(child)) {
      found.push({ key: child.getKey(), level: Number(child.getTag().slice(1)), words: child.getTextContent().trim() });
    } else if ($isElementNode(child) && !child.isInline()) found.push(...$headingsIn(child));
  }
  return found;
}

function isSame(a: readonly Heading[], b: readonly Heading[]): boolean {
  return (
    a.length === b.length && a.every(({ key, level, words }, at) => key === b[at]?.key && level === b[at].level && words === b[at].words)
  );
}
