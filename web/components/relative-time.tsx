import { type HTMLAttributes, type JSX, useSyncExternalStore } from 'react';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface RelativeTimeProps extends HTMLAttributes<HTMLTimeElement> {
  /** ms since 1970. */
  readonly time: number;
  /** BCP 47. */
  readonly language: string;
}

/** When something was, as one says it: "5m ago", and the day where it is more than a week ago. It keeps up with the clock. */
export function RelativeTime({ time, language, ...rest }: RelativeTimeProps): JSX.Element {
  const minute = useSyncExternalStore(everyMinute, thisMinute, thisMinute);
  const date = new Date(time);
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
  return (
    <time {...rest} dateTime={date.toISOString()} title={exact}>
      {formatRelative(time, (minute + 1) * MINUTE, language)}
    </time>
  );
}

function formatRelative(time: number, now: number, language: string): string {
  const past = Math.max(0, now - time);
  if (past >= 7 * DAY) return formatDay(time, now, language);
  const relative = new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'auto' });
  if (past < 2 * MINUTE) return relative.format(0, 'second');
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
  return relative.format(-Math.floor(past / DAY), 'day');
}

/** The day and month, and the year where it isn't this one. */
function formatDay(time: number, now: number, language: string): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...(!sameYear && { year: 'numeric' }) }).format(time);
}

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE);
}

function everyMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE / 2);
  return () => clearInterval(timer);
}
