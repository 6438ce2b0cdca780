/// <reference path="./elements.d.ts" />
import { $createLinkNode } from '@lexical/link';
import {
  $createTextNode,
  $getDocument,
  DecoratorNode,
  type DOMConversionMap,
  type DOMExportOutput,
  type LexicalEditor,
  type LexicalNode,
  type LexicalParseJSON,
  type NodeKey,
  type SerializedLexicalNode,
} from 'lexical';
import { isFileId, LARGEST_SIDE } from '../files.ts';
import { textOf } from '../model/values.ts';
import { createNodeViews } from './node-views.ts';
import { isSafeAddress } from './schema.ts';

type DomElement = ReturnType<LexicalNode['createDOM']>;

/** Characters of an image's description. */
export const LONGEST_ALT = 500;

/** What an image in a document says. */
export interface ImageValue {
  /** Names a file of the project by its content: SHA-256 in hex. Never an address: whoever reads a document isn't to be led elsewhere. */
  readonly file: string;
  /** What it shows, in words. */
  readonly alt: string;
  /** px, of the image itself, so that its place is known before it is loaded; 0 where it isn't known. */
  readonly width: number;
  readonly height: number;
}

export interface SerializedImage extends SerializedLexicalNode, ImageValue {}

/** Who draws an editor's images; without, they are empty figures. */
export const IMAGE_VIEWS = createNodeViews<ImageValue>();

/**
 * An image, a block of its own. In the shared document an element `image` with the attributes `__file`, `__alt`, `__width` and `__height`;
 * clients may have written anything into them.
 */
export class ImageNode extends DecoratorNode<unknown> {
  // The binding creates nodes without arguments and stores what differs from these values.
  __file: string;
  __alt: string;
  __width: number;
  __height: number;

  constructor(value: Partial<ImageValue> = {}, key?: NodeKey) {
    super(key);
    this.__file = value.file ?? '';
    this.__alt = value.alt ?? '';
    this.__width = value.width ?? 0;
    this.__height = value.height ?? 0;
  }

  static override getType(): string {
    return 'image';
  }

  static override clone(node: ImageNode): ImageNode {
    const copy = new ImageNode({}, node.__key);
    copy.__file = node.__file;
    copy.__alt = node.__alt;
    copy.__width = node.__width;
    copy.__height = node.__height;
    return copy;
  }

  static override importJSON(serialized: LexicalParseJSON<SerializedImage>): ImageNode {
    return new ImageNode(readImage(serialized)).updateFromJSON(serialized);
  }

  static override importDOM(): DOMConversionMap {
    return {
      figure: (element) => (element.hasAttribute('data-file') ? { conversion: convertFigure, priority: 1 } : null),
      img: () => ({ conversion: convertImg, priority: 0 }),
    };
  }

  /** What it says, whatever a client wrote: what can't be understood is empty or 0. */
  getImage(): ImageValue {
    const { __file, __alt, __width, __height } = this.getLatest();
    return readImage({ file: __file, alt: __alt, width: __width, height: __height });
  }

  setAlt(alt: string): this {
    const self = this.getWritable();
    self.__alt = alt.slice(0, LONGEST_ALT);
    return self;
  }

  override exportJSON(): SerializedImage {
    return { ...super.exportJSON(), ...this.getImage() };
  }

  override exportDOM(): DOMExportOutput {
    const { file, alt, width, height } = this.getImage();
    const element = $getDocument().createElement('figure');
    element.setAttribute('data-file', file);
    element.setAttribute('data-width', String(width));
    element.setAttribute('data-height', String(height));
    element.textContent = alt;
    return { element };
  }

  override createDOM(): DomElement {
    const element = $getDocument().createElement('figure');
    element.className = 'image';
    return element;
  }

  override updateDOM(): false {
    return false;
  }

  override decorate(editor: LexicalEditor): unknown {
    return IMAGE_VIEWS.of(editor)?.(this.getImage(), this.getKey(), editor) ?? null;
  }

  override getTextContent(): string {
    return this.getImage().alt;
  }

  override isInline(): false {
    return false;
  }
}

export function $createImageNode(value: ImageValue): ImageNode {
  return new ImageNode(value);
}

export function $isImageNode(node: LexicalNode | null | undefined): node is ImageNode {
  return node instanceof ImageNode;
}

/** Reads what a client wrote, which may be anything. */
function readImage(value: { readonly [field in keyof ImageValue]?: unknown }): ImageValue {
  return {
    file: isFileId(value.file) ? value.file : '',
    alt: textOf(value.alt, LONGEST_ALT) ?? '',
    width: sideOf(value.width),
    height: sideOf(value.height),
  };
}

function sideOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LARGEST_SIDE ? value : 0;
}

/** An image of another site isn't loaded from there for everybody who reads this: a link leads to it. */
function convertImg(element: DomElement): { node: LexicalNode | null } {
  const address = element.getAttribute('src') ?? '';
  const alt = textOf(element.getAttribute('alt'), LONGEST_ALT) ?? '';
  if (!/^https?:\/\//i.test(address) || !isSafeAddress(address) || element.closest('a') !== null)
    return { node: alt === '' ? null : $createTextNode(alt) };
  return { node: $createLinkNode(address).append($createTextNode(alt === '' ? address : alt)) };
}

function convertFigure(element: DomElement): { node: LexicalNode | null; forChild?: () => null } {
  const value = readImage({
    file: element.getAttribute('data-file'),
    // An export has the image in it, the clipboard its words alone.
    alt: element.querySelector('img')?.getAttribute('alt') ?? element.textContent,
    width: Number(element.getAttribute('data-width')),
    height: Number(element.getAttribute('data-height')),
  });
  // Its words stay as plain text where it names no file.
  return value.file === '' ? { node: null } : { node: $createImageNode(value), forChild: () => null };
}
