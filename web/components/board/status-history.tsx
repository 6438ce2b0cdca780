import { type JSX, useId } from 'react';
import type { Column, Person, StatusChange } from '../../../shared/model/records.ts';
import type { BoardText } from '../../i18n/board.ts';
import { Avatar } from '../avatar.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { shownPerson } from '../shown-person.ts';

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
  const id = useId();
  if (history.length === 0) return null;
  const titleOf = (id: string): string => columns.find((column) => column.id === id)?.title ?? id;
  const latest = history.slice(-SHOWN).reverse();
  return (
    <section className="weft-history" aria-labelledby={id}>
      <h3 id={id}>{text.history}</h3>
      <ol aria-labelledby={id}>
        {latest.map(({ new_status, changed_by, time }, index) => {
          const { name, hue } = shownPerson(people, changed_by, text);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes can have one time; nothing in a line is kept between renders.
            <li key={`${time} ${index}`}>
              <Avatar size="small" name={name} hue={hue} />
              <span>{text.changedTo(name, titleOf(new_status))}</span>
              <RelativeTime time={time} language={language} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
