import type { Cell, Figures, Kind, Row, Scenario } from './scenario.ts';

/** A scenario with what each of its rounds measured. */
export interface Measured {
  readonly scenario: Scenario;
  readonly rounds: readonly Partial<Record<Kind, Figures>>[];
}

const HEAD = ['scenario', 'figure', 'relay', 'batching', 'Weft', 'ratio', 'target', 'met'];

/** The table, as Markdown. Figures are medians over the rounds; so are ratios, each of two figures of one round. */
export function formatTable(measured: readonly Measured[]): string {
  const lines = measured.flatMap(({ scenario, rounds }) =>
    scenario.rows.map((row, index) => line(index === 0 ? scenario.title : '', row, rounds)),
  );
  const widths = HEAD.map((head, column) => Math.max(head.length, ...lines.map((cells) => (cells[column] as string).length)));
  const format = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  return [format(HEAD), format(widths.map((width) => '-'.repeat(width))), ...lines.map(format)].join('\n');
}

function line(title: string, row: Row, rounds: Measured['rounds']): string[] {
  const of = (kind: Kind): number => median(rounds.map((figures) => figures[kind]?.[row.figure] ?? Number.NaN));
  const { against } = row;
  const ratios = rounds.map((figures) =>
    against === undefined ? Number.NaN : (figures.weft?.[row.figure] ?? Number.NaN) / (figures[against]?.[row.figure] ?? Number.NaN),
  );
  const cell: Cell = { weft: of('weft'), relay: of('relay'), ratio: median(ratios) };
  const known = !Number.isNaN(cell.weft) && (against === undefined || !Number.isNaN(cell.ratio));
  const figure = (kind: Kind): string => show(of(kind), ` ${row.unit}`);
  const ratio = show(cell.ratio, against === 'batching' ? '× batching' : '×');
  return [
    title,
    row.what,
    figure('relay'),
    figure('batching'),
    figure('weft'),
    ratio,
    row.target,
    row.target === '' || !known ? '' : row.met(cell) ? 'yes' : 'NO',
  ];
}

/** The middle one of the figures that are there; NaN for none. */
function median(figures: readonly number[]): number {
  const sorted = figures.filter((figure) => !Number.isNaN(figure)).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
    : (sorted[Math.floor(middle)] as number);
}

function show(figure: number, unit: string): string {
  if (Number.isNaN(figure)) return '';
  const digits = Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
  return `${figure.toLocaleString('en-US', { maximumFractionDigits: digits })}${unit.trimEnd()}`;
}
