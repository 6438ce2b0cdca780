import type { JSX } from 'react';
import type { Column, Person, StatusChange } from '../../../shared/model/records.ts';
import type { BoardText } from '../../i18n/board.ts';

export interface StatusHistoryProps {
  readonly history: readonly StatusChange[];
  readonly columns: readonly Column[];
  readonly people: ReadonlyMap<string, Person>;
  readonly text: BoardText;
  /** BCP 47, for times. */
  readonly language: string;
}

/** How many changes show: older ones are of no use on a card. */
const SHOWN = 20;

/** Which columns a task went through, the latest first. */
export function StatusHistory({ history, columns, people, text, language }: StatusHistoryProps): JSX.Element | null {
  if (history.length === 0) return null;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const titleOf = (id: string): string => columns.find((column) => column.id === id)?.title ?? id;
  const latest = history.slice(-SHOWN).reverse();
  return (
    <ol className="weft-history" aria-label={text.history}>
      {latest.map(({ new_status, changed_by, time }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes can have one time; nothing in a line is kept between renders.
        <li key={`${time} ${index}`}>
          <span>{text.changedTo(people.get(changed_by)?.username ?? text.somebody, titleOf(new_status))}</span>{' '}
          <time dateTime={new Date(time).toISOString()}>{format.format(time)}</time>
        </li>
      ))}
    </ol>
  );
}
