import { BorderStyle, Document, HeadingLevel, type IStylesOptions, Packer, Paragraph, ShadingType } from 'docx';
import type { TreeElement } from '../../../../shared/lexical/tree.ts';
import { CALLOUT_KINDS } from '../../../../shared/model/callouts.ts';
import type { ReadImage } from '../read-images.ts';
import { Numbering } from './numbering.ts';
import { CODE, calloutStyle, INLINE_CODE, QUOTE, RULE } from './styles.ts';
import { blocksOf } from './write-blocks.ts';

export interface DocxOptions {
  readonly title: string;
  /** The images by their files. What is missing is written as its description. */
  readonly images: ReadonlyMap<string, ReadImage>;
  /** Where addresses lead that name no site. */
  readonly base: string;
}

const MONO = 'Consolas';
/** Border and ground of each kind of callout. */
const CALLOUTS = {
  note: ['2F6FDB', 'EEF4FE'],
  tip: ['1F8A4C', 'ECF8F0'],
  important: ['7C4DBE', 'F5F0FC'],
  warning: ['A66A00', 'FDF5E6'],
  caution: ['C2372F', 'FDEEEE'],
} as const satisfies Record<(typeof CALLOUT_KINDS)[number], readonly [string, string]>;

/** A document as a file of Word. Merged cells, lists and formats are Word’s own, so that they can be edited there. */
export function writeDocx(tree: readonly TreeElement[], { title, images, base }: DocxOptions): Promise<Blob> {
  const numbering = new Numbering();
  const blocks = tree.flatMap((node) => blocksOf(node, { base, images, numbering }));
  const head = new Paragraph({ heading: HeadingLevel.TITLE, text: title });
  return Packer.toBlob(
    new Document({ title, styles: STYLES, numbering: { config: numbering.config }, sections: [{ children: [head, ...blocks] }] }),
  );
}

const STYLES: IStylesOptions = {
  default: { document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 120, line: 276 } } } },
  paragraphStyles: [
    { ...QUOTE, basedOn: 'Normal', run: { color: '555555' }, paragraph: { indent: { start: 360 }, border: { left: borderOf('BBBBBB') } } },
    {
      ...CODE,
      basedOn: 'Normal',
      run: { font: MONO, size: 20 },
      paragraph: { spacing: { line: 240 }, shading: { type: ShadingType.CLEAR, fill: 'F5F5F5' } },
    },
    { ...RULE, basedOn: 'Normal', paragraph: { border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: 'BBBBBB' } } } },
    ...CALLOUT_KINDS.map((kind) => {
      const [color, fill] = CALLOUTS[kind];
      return {
        ...calloutStyle(kind),
        basedOn: 'Normal',
        paragraph: { indent: { start: 200 }, border: { left: borderOf(color) }, shading: { type: ShadingType.CLEAR, fill } },
      };
    }),
  ],
  characterStyles: [{ ...INLINE_CODE, run: { font: MONO } }],
};

function borderOf(color: string) {
  return { style: BorderStyle.SINGLE, size: 18, color, space: 8 };
}
