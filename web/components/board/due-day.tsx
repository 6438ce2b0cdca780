import { Calendar } from 'lucide-react';
import type { JSX } from 'react';
import type { BoardText } from '../../i18n/board.ts';

export interface DueDayProps {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly text: BoardText;
  /** BCP 47. */
  readonly language: string;
}

/** When a card is due, short; what is late says so to everybody, not by colour alone. */
export function DueDay({ day, text, language }: DueDayProps): JSX.Element {
  const now = new Date();
  const late = day < localDay(now);
  const shown = formatDay(day, language, now);
  return (
    <span className="weft-due" data-late={late || undefined}>
      <Calendar aria-hidden="true" size={14} />
      <span className="weft-hidden">{late ? text.overdue(shown) : text.due(shown)}</span>
      <span aria-hidden="true">
        {shown}
        {late && ' !'}
      </span>
    </span>
  );
}

/** The day and month, and the year where it isn't this one. @param day `YYYY-MM-DD` */
function formatDay(day: string, language: string, now: Date): string {
  const sameYear = day.startsWith(`${now.getFullYear()}-`);
  const options: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', timeZone: 'UTC', ...(!sameYear && { year: 'numeric' }) };
  return new Intl.DateTimeFormat(language, options).format(new Date(`${day}T00:00:00Z`));
}

/** Today where this browser is, as `YYYY-MM-DD`. */
function localDay(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
