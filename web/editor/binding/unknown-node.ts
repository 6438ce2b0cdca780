import {
  $getDocument,
  DecoratorNode,
  type DOMExportOutput,
  type LexicalEditor,
  type LexicalParseJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from 'lexical';
import { createNodeViews } from '../../../shared/lexical/node-views.ts';

/** Its name in an editor. In a shared document it never stands: there, what it stands for keeps its own name. */
export const UNKNOWN = 'unknown';

export interface UnknownValue {
  /** It stands among words, not among blocks. */
  readonly inline: boolean;
}

export interface SerializedUnknown extends SerializedLexicalNode, UnknownValue {
  readonly ref: string;
}

/** Who draws an editor's placeholders; without, they are empty. */
export const UNKNOWN_VIEWS = createNodeViews<UnknownValue>();

/**
 * Stands for a part of the shared document that this version can't show: one unit, which can be moved and deleted. What it stands for is left
 * as it is, see shown-tree.ts.
 */
export class UnknownNode extends DecoratorNode<unknown> {
  /** Which part it stands for. */
  __ref: string;
  __inline: boolean;

  constructor(ref = '', inline = false, key?: NodeKey) {
    super(key);
    this.__ref = ref;
    this.__inline = inline;
  }

  static override getType(): string {
    return UNKNOWN;
  }

  static override clone(node: UnknownNode): UnknownNode {
    return new UnknownNode(node.__ref, node.__inline, node.__key);
  }

  static override importJSON(serialized: LexicalParseJSON<SerializedUnknown>): UnknownNode {
    const { ref, inline } = serialized;
    return new UnknownNode(typeof ref === 'string' ? ref : '', inline === true).updateFromJSON(serialized);
  }

  /** Which part of this document it stands for. Copied into another one, it stands for nothing. */
  getRef(): string {
    return this.getLatest().__ref;
  }

  override exportJSON(): SerializedUnknown {
    return { ...super.exportJSON(), ref: this.getRef(), inline: this.__inline };
  }

  override createDOM(): HTMLElement {
    const element = $getDocument().createElement(this.__inline ? 'span' : 'div');
    element.className = this.__inline ? 'unknown-part unknown-part-inline' : 'unknown-part';
    return element;
  }

  override updateDOM(): false {
    return false;
  }

  override exportDOM(): DOMExportOutput {
    return { element: null };
  }

  override decorate(editor: LexicalEditor): unknown {
    return UNKNOWN_VIEWS.of(editor)?.({ inline: this.__inline }, this.getKey(), editor) ?? null;
  }

  override getTextContent(): string {
    return '';
  }

  override isInline(): boolean {
    return this.__inline;
  }

  override isKeyboardSelectable(): true {
    return true;
  }
}
