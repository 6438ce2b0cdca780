/** What happened on one day. */
export interface Day<T> {
  /** ms at which it begins here. */
  readonly start: number;
  readonly items: readonly T[];
}

/** Groups what is sorted by time into days of this place's calendar, in the same order. */
export function byDay<T extends { readonly time: number }>(items: readonly T[]): readonly Day<T>[] {
  const days: { readonly start: number; readonly items: T[] }[] = [];
  for (const item of items) {
    const start = startOfDay(item.time);
    const last = days.at(-1);
    if (last?.start === start) last.items.push(item);
    else days.push({ start, items: [item] });
  }
  return days;
}

/** A day as people call it. @param start ms at which it begins */
export function dayName(
  start: number,
  now: number,
  language: string,
  text: { readonly today: string; readonly yesterday: string },
): string {
  const today = startOfDay(now);
  // Days are 23 or 25 hours long where clocks are changed.
  if (start === today) return text.today;
  if (start === startOfDay(today - 1)) return text.yesterday;
  const sameYear = new Date(start).getFullYear() === new Date(now).getFullYear();
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
  return format.format(start);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
