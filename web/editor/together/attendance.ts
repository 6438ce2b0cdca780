/** ms that somebody is away before they count as gone: a reload, or a train in a tunnel, isn't leaving. */
export const GONE = 10_000;

/** Somebody who is in the document. */
export interface Attendant {
  readonly id: string;
  readonly name: string;
}

export interface AttendanceOptions {
  readonly onCame: (names: readonly string[]) => void;
  readonly onLeft: (names: readonly string[]) => void;
  /** Runs something later. @param ms from now @returns its cancelling */
  readonly later: (act: () => void, ms: number) => () => void;
}

/** Tells who comes into a document and who leaves it. Who is there at first has not come. */
export class Attendance {
  readonly #options: AttendanceOptions;
  #known: Map<string, string> | null = null;
  #absent = new Map<string, string>();
  #cancel = (): void => {};

  constructor(options: AttendanceOptions) {
    this.#options = options;
  }

  /** All the others who are there now. Not to be told while one is cut off oneself: nobody has left then. */
  are(others: readonly Attendant[]): void {
    const here = new Map(others.map(({ id, name }) => [id, name]));
    const known = this.#known;
    this.#known = here;
    if (known === null) return;
    const came = others.filter(({ id }) => !known.has(id) && !this.#absent.delete(id));
    if (came.length > 0) this.#options.onCame(came.map(({ name }) => name));
    const missing = [...known].filter(([id]) => !here.has(id));
    if (missing.length === 0) return;
    for (const [id, name] of missing) this.#absent.set(id, name);
    // Those who leave soon after each other are told together.
    this.#cancel();
    this.#cancel = this.#options.later(() => this.#leave(), GONE);
  }

  stop(): void {
    this.#cancel();
  }

  #leave(): void {
    const names = [...this.#absent.values()];
    this.#absent.clear();
    if (names.length > 0) this.#options.onLeft(names);
  }
}
