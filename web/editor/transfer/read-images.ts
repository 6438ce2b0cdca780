import { isElement, type TreeElement } from '../../../shared/lexical/tree.ts';

/** An image as a file of Word takes it. */
export interface ReadImage {
  readonly type: 'png' | 'jpg' | 'gif';
  readonly data: Uint8Array;
}

/** Images that are read at once. */
const AT_ONCE = 4;

/** The files of all images in a document, each once. */
export function imageFiles(tree: readonly TreeElement[]): readonly string[] {
  const files = new Set<string>();
  const walk = (nodes: TreeElement['children']): void => {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      if (node.name === 'image') files.add(String(node.attributes.__file));
      walk(node.children);
    }
  };
  walk(tree);
  return [...files];
}

/** The images as they are kept, by their files. Those that can't be had now, as without a connection, are missing. */
export async function readImages(files: readonly string[], addressOf: (file: string) => string): Promise<ReadonlyMap<string, Blob>> {
  const images = new Map<string, Blob>();
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const image = await fetch(addressOf(file)).then(
        (answer) => (answer.ok ? answer.blob() : null),
        () => null,
      );
      if (image !== null) images.set(file, image);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return images;
}

/** An image as an address that holds it whole. */
export function asDataAddress(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The image could not be read.'));
    reader.readAsDataURL(image);
  });
}

const DOCX_TYPES: ReadonlyMap<string, ReadImage['type']> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
]);

/** An image in a form that Word shows, drawn anew where it isn't one; null where this browser can't draw it. */
export async function forDocx(image: Blob): Promise<ReadImage | null> {
  const type = DOCX_TYPES.get(image.type);
  if (type !== undefined) return { type, data: new Uint8Array(await image.arrayBuffer()) };
  const drawn = await createImageBitmap(image).catch(() => null);
  if (drawn === null) return null;
  const canvas = new OffscreenCanvas(drawn.width, drawn.height);
  canvas.getContext('2d')?.drawImage(drawn, 0, 0);
  drawn.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return { type: 'png', data: new Uint8Array(await png.arrayBuffer()) };
}
