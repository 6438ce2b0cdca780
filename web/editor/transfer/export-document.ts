import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import { htmlPage } from './html-page.ts';
import { asDataAddress, forDocx, imageFiles, type ReadImage, readImages } from './read-images.ts';

/** What a document can be saved as, by the end of the file's name. */
export type ExportKind = 'md' | 'html' | 'docx';

export interface Exported {
  readonly title: string;
  readonly tree: readonly TreeElement[];
  /** As browsers name it. */
  readonly language: string;
  /** Where an image is on this site. */
  readonly fileAddress: (file: string) => string;
}

/** A document as a file. Without a connection images that aren't in this browser are left out: their descriptions stand there. */
export async function exportDocument(kind: ExportKind, { title, tree, language, fileAddress }: Exported): Promise<Blob> {
  const base = location.origin;
  const absolute = (file: string): string => new URL(fileAddress(file), base).href;
  if (kind === 'md') {
    const text = writeMarkdown([headingOf(title), ...tree], { fileAddress: absolute });
    return new Blob([text], { type: 'text/markdown;charset=utf-8' });
  }
  const kept = await readImages(imageFiles(tree), absolute);
  if (kind === 'html') {
    const addresses = new Map<string, string>();
    for (const [file, image] of kept) addresses.set(file, await asDataAddress(image));
    const page = htmlPage(tree, { title, language, base, imageAddress: (file) => addresses.get(file) ?? null });
    return new Blob([page], { type: 'text/html;charset=utf-8' });
  }
  const images = new Map<string, ReadImage>();
  for (const [file, image] of kept) {
    const taken = await forDocx(image);
    if (taken !== null) images.set(file, taken);
  }
  const { writeDocx } = await import('./docx/write-docx.ts');
  return writeDocx(tree, { title, images, base });
}

function headingOf(title: string): TreeElement {
  return { name: 'heading', attributes: { __tag: 'h1' }, children: [{ name: 'text', attributes: {}, text: title }] };
}

/** Characters of a file's name: every system takes so many. */
const LONGEST_NAME = 100;

/** What the file is called: the title, without what systems don't take in names. */
export function exportName(title: string, kind: ExportKind): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .replace(/[. ]+$/, '');
  return `${name === '' ? 'document' : name}.${kind}`;
}
