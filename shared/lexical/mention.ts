/// <reference path="./elements.d.ts" />
import {
  $getDocument,
  DecoratorNode,
  type DOMConversionMap,
  type DOMConversionOutput,
  type DOMExportOutput,
  type EditorConfig,
  type LexicalEditor,
  type LexicalNode,
  type LexicalParseJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from 'lexical';
import { LONGEST_LABEL, MENTION_KINDS, type MentionKind } from '../model/mentions.ts';
import { idOf, textOf, wordOf } from '../model/values.ts';
import { createNodeViews } from './node-views.ts';

/** An element of a page, by a name that the server knows too. */
type DomElement = ReturnType<LexicalNode['createDOM']>;

/** What a mention in a document says. */
export interface MentionValue {
  /** Random: it names this mention, so that a notification of it is sent once, whatever happens around it and wherever it is copied to. */
  readonly id: string;
  readonly kind: MentionKind;
  /** Id of the user, task or document. */
  readonly target: string;
  /** The words shown, without the `@`. */
  readonly label: string;
}

export interface SerializedMention extends SerializedLexicalNode, MentionValue {}

/** Who draws an editor's mentions; without, they are plain text. */
export const MENTION_VIEWS = createNodeViews<MentionValue>();

/**
 * A mention in a document: one unit, which is inserted, moved and deleted as a whole. In the shared document it is an element `mention`
 * with the attributes `__id`, `__kind`, `__target` and `__label`; clients may have written anything into them.
 */
export class MentionNode extends DecoratorNode<unknown> {
  // The binding creates nodes without arguments and stores what differs from these values: empty ones, so that all four are stored.
  __id: string;
  __kind: string;
  __target: string;
  __label: string;

  constructor(value: Partial<MentionValue> = {}, key?: NodeKey) {
    super(key);
    this.__id = value.id ?? '';
    this.__kind = value.kind ?? '';
    this.__target = value.target ?? '';
    this.__label = value.label ?? '';
  }

  static override getType(): string {
    return 'mention';
  }

  static override clone(node: MentionNode): MentionNode {
    const copy = new MentionNode({}, node.__key);
    copy.__id = node.__id;
    copy.__kind = node.__kind;
    copy.__target = node.__target;
    copy.__label = node.__label;
    return copy;
  }

  static override importJSON(serialized: LexicalParseJSON<SerializedMention>): MentionNode {
    return new MentionNode(readMention(serialized)).updateFromJSON(serialized);
  }

  static override importDOM(): DOMConversionMap {
    return { span: (element) => (element.hasAttribute('data-mention') ? { conversion: convertElement, priority: 1 } : null) };
  }

  /** What it says, whatever a client wrote: fields that can't be understood are empty, and the kind is `user`. */
  getMention(): MentionValue {
    const { __id, __kind, __target, __label } = this.getLatest();
    return readMention({ id: __id, kind: __kind, target: __target, label: __label });
  }

  override exportJSON(): SerializedMention {
    return { ...super.exportJSON(), ...this.getMention() };
  }

  override exportDOM(): DOMExportOutput {
    return { element: this.#element() };
  }

  override createDOM(_config: EditorConfig, editor: LexicalEditor): DomElement {
    const element = this.#element();
    if (MENTION_VIEWS.of(editor) !== null) element.textContent = '';
    return element;
  }

  override updateDOM(before: this): boolean {
    const { kind, target, label } = this.getMention();
    return before.__kind !== kind || before.__target !== target || before.__label !== label;
  }

  override decorate(editor: LexicalEditor): unknown {
    return MENTION_VIEWS.of(editor)?.(this.getMention(), this.getKey(), editor) ?? null;
  }

  override getTextContent(): string {
    return `@${this.getMention().label}`;
  }

  override isInline(): true {
    return true;
  }

  override isKeyboardSelectable(): true {
    return true;
  }

  #element(): DomElement {
    const { id, kind, target, label } = this.getMention();
    const element = $getDocument().createElement('span');
    element.className = 'mention';
    element.setAttribute('data-mention', kind);
    element.setAttribute('data-mention-id', id);
    element.setAttribute('data-mention-target', target);
    element.textContent = `@${label}`;
    return element;
  }
}

/**
 * Whoever inserts a mention puts a text behind it in the same update, a space at least: two people's first letters behind it then go into
 * that text. Without, each makes one of their own, both editors merge the two, and a letter is there twice.
 * @param value `id` is drawn anew for each mention that somebody makes, see `newId`
 */
export function $createMentionNode(value: MentionValue): MentionNode {
  return new MentionNode(value);
}

export function $isMentionNode(node: LexicalNode | null | undefined): node is MentionNode {
  return node instanceof MentionNode;
}

/** Reads what a client wrote, which may be anything. */
function readMention(value: { readonly [field in keyof MentionValue]?: unknown }): MentionValue {
  return {
    id: idOf(value.id) ?? '',
    kind: wordOf(value.kind, MENTION_KINDS) ?? 'user',
    target: idOf(value.target) ?? '',
    label: textOf(value.label, LONGEST_LABEL) ?? '',
  };
}

function convertElement(element: DomElement): DOMConversionOutput {
  const value = readMention({
    id: element.getAttribute('data-mention-id'),
    kind: element.getAttribute('data-mention'),
    target: element.getAttribute('data-mention-target'),
    label: element.textContent?.replace(/^@/, ''),
  });
  // Its words stay as plain text where it names nothing.
  return value.id === '' || value.target === '' ? { node: null } : { node: $createMentionNode(value), forChild: () => null };
}
