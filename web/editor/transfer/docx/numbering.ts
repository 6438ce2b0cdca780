import { AlignmentType, type ILevelsOptions, type INumberingOptions, LevelFormat } from 'docx';

/** The kinds of lists that have one look, by their name in the file. */
export const NUMBERING = { bullet: 'weft-bullet', check: 'weft-check' } as const;

const SIGNS = ['•', '◦', '▪'];
const FORMATS = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN];
const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** Twentieths of a point: a step, and how far the sign hangs out. */
const STEP = 500;
const HANGING = 360;

/** Gives each numbered list a count of its own, and remembers from where the lists of a file count. */
export class Numbering {
  readonly #starts = new Set<number>();
  #lists = 0;

  /** What the items of the next numbered list name. */
  numbered(start: number): { readonly reference: string; readonly instance: number } {
    this.#starts.add(start);
    return { reference: numberedFrom(start), instance: ++this.#lists };
  }

  /** What the file has to say of its lists, when all are known. */
  get config(): INumberingOptions['config'] {
    return [
      { reference: NUMBERING.bullet, levels: LEVELS.map((level) => signLevel(level, SIGNS[level % SIGNS.length] ?? '•')) },
      { reference: NUMBERING.check, levels: LEVELS.map((level) => signLevel(level, '')) },
      ...[...this.#starts].map((start) => ({
        reference: numberedFrom(start),
        levels: LEVELS.map((level) => numberLevel(level, level === 0 ? start : 1)),
      })),
    ];
  }
}

function numberedFrom(start: number): string {
  return `weft-number-${start}`;
}

function signLevel(level: number, text: string): ILevelsOptions {
  return { level, format: LevelFormat.BULLET, text, alignment: AlignmentType.START, style: placeOf(level) };
}

function numberLevel(level: number, start: number): ILevelsOptions {
  const format = FORMATS[level % FORMATS.length] ?? LevelFormat.DECIMAL;
  return { level, start, format, text: `%${level + 1}.`, alignment: AlignmentType.START, style: placeOf(level) };
}

function placeOf(level: number): NonNullable<ILevelsOptions['style']> {
  return { paragraph: { indent: { start: STEP * (level + 1), hanging: HANGING } } };
}
