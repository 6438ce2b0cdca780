import { CheckBox, ExternalHyperlink, type ParagraphChild, TextRun } from 'docx';
import { isElement, type TreeNode, type TreeRun } from '../../../../shared/lexical/tree.ts';
import { INLINE_CODE } from './styles.ts';

/** Words of a line, and what stands among them. @param base where addresses lead that name no site */
export function runsOf(nodes: readonly TreeNode[], base: string): ParagraphChild[] {
  return nodes.flatMap((node): ParagraphChild[] => {
    if (!isElement(node)) return [runOf(node)];
    switch (node.name) {
      case 'linebreak':
        return [new TextRun({ break: 1 })];
      case 'mention':
        return [new TextRun({ text: `@${node.attributes.__label}`, bold: true })];
      case 'link':
      case 'autolink': {
        const children = runsOf(node.children, base);
        const url = String(node.attributes.__url);
        if (node.attributes.__isUnlinked === true || !URL.canParse(url, base)) return children;
        return [new ExternalHyperlink({ link: new URL(url, base).href, children })];
      }
      default:
        return [];
    }
  });
}

/** The box of an item of a checklist, and the gap behind it. */
export function boxOf(checked: boolean): ParagraphChild[] {
  return [
    new CheckBox({ checked, checkedState: { value: '2612', font: 'MS Gothic' }, uncheckedState: { value: '2610', font: 'MS Gothic' } }),
    new TextRun(' '),
  ];
}

function runOf({ name, attributes, text }: TreeRun): TextRun {
  if (name === 'tab') return new TextRun('\t');
  const format = typeof attributes.__format === 'number' ? attributes.__format : 0;
  const has = (bit: number): boolean => (format & bit) !== 0;
  return new TextRun({
    text: cased(text, format),
    ...(has(1) && { bold: true }),
    ...(has(2) && { italics: true }),
    ...(has(4) && { strike: true }),
    ...(has(8) && { underline: {} }),
    ...(has(16) && { style: INLINE_CODE.id }),
    ...(has(32) && { subScript: true }),
    ...(has(64) && { superScript: true }),
    ...(has(128) && { highlight: 'yellow' as const }),
    ...(has(512) && { allCaps: true }),
  });
}

/** Word has no look that makes letters small, or the first of each word large: then the words themselves are so. */
function cased(text: string, format: number): string {
  if ((format & 256) !== 0) return text.toLowerCase();
  if ((format & 1024) !== 0) return text.replace(/(^|\s)(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
  return text;
}
