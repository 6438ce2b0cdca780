import { type FieldFault, Problem } from '../problems.ts';
import { isId } from '../rooms.ts';
import { dayOf } from './values.ts';

/** Half a surrogate pair: Yjs would store something else than it shows to the writer. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;

/** Looks at what a writer was given, field by field, and tells all faults at once. Callers without types give anything at all. */
export class Checks {
  readonly #faults: FieldFault[] = [];

  fault(field: string, message: string): void {
    this.#faults.push({ field, message });
  }

  /** A text with something in it, at most `max` UTF-16 units. */
  text(field: string, value: unknown, max: number): string {
    const text = this.textOrEmpty(field, value, max);
    if (typeof value === 'string' && text.trim() === '') this.fault(field, 'must not be empty');
    return text;
  }

  textOrEmpty(field: string, value: unknown, max: number): string {
    if (typeof value !== 'string') {
      this.fault(field, 'must be a text');
      return '';
    }
    if (value.length > max) this.fault(field, `must have at most ${max} characters`);
    return value.replace(HALF_CHARACTERS, '\ufffd');
  }

  id(field: string, value: unknown): string {
    if (typeof value === 'string' && isId(value)) return value;
    this.fault(field, 'must be an id: 1 to 128 characters without "/" and control characters');
    return '';
  }

  idOrNull(field: string, value: unknown): string | null {
    return value === null ? null : this.id(field, value);
  }

  word<T extends string>(field: string, value: unknown, words: readonly [T, ...T[]]): T {
    const word = words.find((known) => known === value);
    if (word === undefined) this.fault(field, `must be one of ${words.join(', ')}`);
    return word ?? words[0];
  }

  dayOrNull(field: string, value: unknown): string | null {
    const day = value === null ? null : dayOf(value);
    if (day === null && value !== null) this.fault(field, 'must be a day of the calendar as YYYY-MM-DD, or null');
    return day;
  }

  /** Different texts, trimmed, none empty. */
  labels(field: string, value: unknown, count: number, max: number): readonly string[] {
    if (!Array.isArray(value)) {
      this.fault(field, 'must be a list of texts');
      return [];
    }
    const labels = new Set<string>();
    for (const [index, label] of value.entries()) labels.add(this.text(`${field}.${index}`, label, max).trim());
    if (labels.size > count) this.fault(field, `must be at most ${count}`);
    return [...labels];
  }

  /** @throws Problem `request.invalid` when there was a fault */
  done(what: string): void {
    if (this.#faults.length === 0) return;
    const told = this.#faults.map(({ field, message }) => `${field} ${message}`).join('; ');
    throw new Problem('request.invalid', `${what} is not as it must be: ${told}.`, { faults: this.#faults });
  }
}

/** @throws Problem `request.invalid` for one field */
export function refuse(what: string, field: string, message: string): never {
  throw new Problem('request.invalid', `${what}: ${field} ${message}.`, { faults: [{ field, message }] });
}
