import { readMarkdown } from '../../../shared/lexical/markdown/read.ts';
import { toPlainText } from '../../../shared/lexical/plain-text.ts';
import { isElement, type TreeElement, type TreeNode } from '../../../shared/lexical/tree.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { cleanHtml } from './clean-html.ts';
import { treeOfHtml } from './html-tree.ts';
import { type AddImage, keepImages, readDocx } from './read-docx.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Bytes of a file that is read. */
const LARGEST = 20 * 1024 * 1024;

/** What a file says. */
export interface ReadFile {
  readonly tree: readonly TreeElement[];
  /** Images that could not be brought along; their descriptions stand there. */
  readonly lost: number;
}

/** Whether a file's name says that it can be read. */
export const isReadable = ({ name }: File): boolean => readerOf(name) !== undefined;

/** Reads a file of Word, Markdown, a web page or plain text as a document. @throws UnreadableFile */
export async function readFile(file: File, addImage: AddImage): Promise<ReadFile> {
  if (file.size > LARGEST) throw new UnreadableFile('size');
  const read = readerOf(file.name);
  if (read === undefined) throw new UnreadableFile('type');
  let found: ReadFile;
  try {
    found = await read(file, addImage);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('unreadable', error);
  }
  if (!found.tree.some(hasContent)) throw new UnreadableFile('empty');
  return found;
}

type Reader = (file: File, addImage: AddImage) => Promise<ReadFile>;

const markdown: Reader = async (file) => ({ tree: readMarkdown(await file.text(), Math.random), lost: 0 });
const text: Reader = async (file) => ({ tree: paragraphsOf(await file.text()), lost: 0 });
const page = async (dom: Document, addImage: AddImage): Promise<ReadFile> => {
  const lost = await keepImages(dom, addImage);
  cleanHtml(dom);
  return { tree: treeOfHtml(dom), lost };
};
const html: Reader = async (file, addImage) => page(new DOMParser().parseFromString(await file.text(), 'text/html'), addImage);
const docx: Reader = async (file, addImage) => page(await readDocx(file), addImage);

const READERS: Readonly<Record<string, Reader | undefined>> = { md: markdown, markdown, txt: text, html, htm: html, docx };

function readerOf(name: string): Reader | undefined {
  const end = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(READERS, end) ? READERS[end] : undefined;
}

/** Ends of files' names that can be read, for the browser's own dialog. */
export const READABLE = Object.keys(READERS)
  .map((end) => `.${end}`)
  .join(',');

/** A line a paragraph; lines that are empty are between them. */
function paragraphsOf(words: string): readonly TreeElement[] {
  return words
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: 'paragraph', attributes: {}, children: [{ name: 'text', attributes: {}, text: line.replaceAll('\0', '') }] }));
}

function hasContent(node: TreeNode): boolean {
  if (!isElement(node)) return node.text.trim() !== '';
  return ['image', 'horizontalrule', 'mention'].includes(node.name) || node.children.some(hasContent);
}

/** A file that becomes a document: a heading of the first level at its top is the title, and so no part of the text. Else its name is. */
export function titled(tree: readonly TreeElement[], fileName: string): { readonly title: string; readonly tree: readonly TreeElement[] } {
  const [first, ...rest] = tree;
  const top =
    first?.name === 'heading' && (first.attributes.__tag ?? 'h1') === 'h1' ? toPlainText([first]).replace(/\s+/g, ' ').trim() : '';
  const name = fileName.replace(/\.[a-z]+$/i, '').trim() || fileName;
  return top === '' ? { title: name.slice(0, BOUNDS.title), tree } : { title: top.slice(0, BOUNDS.title), tree: rest };
}
