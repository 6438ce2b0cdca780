/// <reference path="./elements.d.ts" />
import {
  $createParagraphNode,
  $getDocument,
  type DOMConversionMap,
  type DOMExportOutput,
  type EditorConfig,
  ElementNode,
  type LexicalEditor,
  type LexicalNode,
  type LexicalParseJSON,
  type NodeKey,
  type RangeSelection,
  type SerializedElementNode,
} from 'lexical';
import { CALLOUT_KINDS, type CalloutKind } from '../model/callouts.ts';
import { wordOf } from '../model/values.ts';

type DomElement = ReturnType<LexicalNode['createDOM']>;

export interface SerializedCallout extends SerializedElementNode {
  readonly kind: CalloutKind;
}

/** Words in a box that stand out. In the shared document an element `callout` with the attribute `__kind`. */
export class CalloutNode extends ElementNode {
  // The binding creates nodes without arguments and stores what differs from this value.
  __kind: string;

  constructor(kind: CalloutKind = 'note', key?: NodeKey) {
    super(key);
    this.__kind = kind;
  }

  static override getType(): string {
    return 'callout';
  }

  static override clone(node: CalloutNode): CalloutNode {
    return new CalloutNode(node.getKind(), node.__key);
  }

  static override importJSON(serialized: LexicalParseJSON<SerializedCallout>): CalloutNode {
    return new CalloutNode(wordOf(serialized.kind, CALLOUT_KINDS) ?? 'note').updateFromJSON(serialized);
  }

  static override importDOM(): DOMConversionMap {
    return {
      div: (element) =>
        element.hasAttribute('data-callout')
          ? {
              conversion: () => ({ node: $createCalloutNode(wordOf(element.getAttribute('data-callout'), CALLOUT_KINDS) ?? 'note') }),
              priority: 1,
            }
          : null,
    };
  }

  /** Whatever a client wrote: what can't be understood is a note. */
  getKind(): CalloutKind {
    return wordOf(this.getLatest().__kind, CALLOUT_KINDS) ?? 'note';
  }

  setKind(kind: CalloutKind): this {
    const self = this.getWritable();
    self.__kind = kind;
    return self;
  }

  override exportJSON(): SerializedCallout {
    return { ...super.exportJSON(), kind: this.getKind() };
  }

  override createDOM(_config: EditorConfig, _editor: LexicalEditor): DomElement {
    const element = $getDocument().createElement('div');
    this.#mark(element);
    return element;
  }

  override updateDOM(before: this, element: DomElement): boolean {
    if (before.__kind !== this.__kind) this.#mark(element);
    return false;
  }

  override exportDOM(): DOMExportOutput {
    const element = $getDocument().createElement('div');
    this.#mark(element);
    return { element };
  }

  /** Behind a callout one goes on in plain text, as behind a heading. */
  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): ElementNode {
    const paragraph = $createParagraphNode().setDirection(this.getDirection());
    this.insertAfter(paragraph, restoreSelection);
    return paragraph;
  }

  /** Backspace at its beginning makes it plain text. */
  override collapseAtStart(): true {
    const paragraph = $createParagraphNode();
    paragraph.append(...this.getChildren());
    this.replace(paragraph);
    return true;
  }

  override canMergeWhenEmpty(): true {
    return true;
  }

  #mark(element: DomElement): void {
    element.className = `callout callout-${this.getKind()}`;
    element.setAttribute('data-callout', this.getKind());
  }
}

export function $createCalloutNode(kind: CalloutKind = 'note'): CalloutNode {
  return new CalloutNode(kind);
}

export function $isCalloutNode(node: LexicalNode | null | undefined): node is CalloutNode {
  return node instanceof CalloutNode;
}
