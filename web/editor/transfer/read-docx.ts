import { ALIGNMENTS, alignedStyle, STYLE_MAP } from './docx/styles.ts';
import { heldImage, holdsImage } from './held-images.ts';

/** Takes an image of a file. @returns null where it can't be kept */
export type AddImage = (image: Blob) => Promise<{ readonly file: string; readonly width: number; readonly height: number } | null>;

/** What mammoth tells of a paragraph. */
interface WordParagraph {
  readonly type?: unknown;
  readonly alignment?: unknown;
  readonly styleId?: unknown;
  readonly numbering?: unknown;
  readonly children?: unknown;
}

/**
 * A file of Word as a page: read in this browser, so that a file made to do harm hurts nobody else. Nothing that it names elsewhere is loaded.
 * @throws what mammoth says of a file that is none of Word’s
 */
export async function readDocx(file: Blob): Promise<Document> {
  const { default: mammoth } = await import('mammoth');
  const options = { styleMap: [...STYLE_MAP], includeEmbeddedStyleMap: false, externalFileAccess: false, transformDocument: aligned };
  const { value } = await mammoth.convertToHtml({ arrayBuffer: await file.arrayBuffer() }, options);
  const dom = new DOMParser().parseFromString(value, 'text/html');
  for (const callout of dom.querySelectorAll<HTMLElement>('div[class^="callout-"]')) {
    callout.dataset.callout = callout.className.slice('callout-'.length);
  }
  for (const paragraph of dom.querySelectorAll<HTMLElement>('p[class^="aligned-"]')) {
    const word = paragraph.className.slice('aligned-'.length);
    paragraph.style.textAlign = Object.entries(ALIGNMENTS).find(([name]) => name === word)?.[1] ?? '';
  }
  return dom;
}

/** Mammoth tells of styles alone: a plain paragraph that is aligned gets one for that. */
function aligned(element: unknown): unknown {
  if (typeof element !== 'object' || element === null) return element;
  const { type, alignment, styleId, numbering, children }: WordParagraph = element;
  const within = Array.isArray(children) ? { ...element, children: children.map(aligned) } : element;
  if (type !== 'paragraph' || typeof alignment !== 'string' || !Object.hasOwn(ALIGNMENTS, alignment)) return within;
  if (typeof styleId === 'string' || (typeof numbering === 'object' && numbering !== null)) return within;
  const style = alignedStyle(alignment);
  return { ...within, styleId: style.id, styleName: style.name };
}

/** Adds the images that a page holds whole to the project, each as a block of its own. @returns how many could not be kept */
export async function keepImages(dom: Document, add: AddImage): Promise<number> {
  let lost = 0;
  for (const image of dom.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    if (!holdsImage(address)) continue;
    const blob = heldImage(address);
    const kept = blob === null ? null : await add(blob);
    if (kept === null) {
      lost++;
      continue;
    }
    const figure = dom.createElement('figure');
    Object.assign(figure.dataset, { file: kept.file, width: String(kept.width), height: String(kept.height) });
    figure.textContent = image.getAttribute('alt') ?? '';
    putBlock(figure, image);
  }
  return lost;
}

/** In the place of an image, or behind the line that it is in. */
function putBlock(figure: HTMLElement, image: Element): void {
  const around = image.closest('figure');
  if (around !== null) return around.replaceWith(figure);
  const line = image.closest('p, h1, h2, h3, h4, h5, h6');
  image.remove();
  if (line === null) return;
  line.after(figure);
  if (line.textContent?.trim() === '' && line.querySelector('img') === null) line.remove();
}
