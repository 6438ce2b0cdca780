/** The servers that are measured beside each other. */
export const KINDS = ['relay', 'batching', 'weft'] as const;
export type Kind = (typeof KINDS)[number];

/** What one run of a scenario measured, by name. */
export type Figures = Readonly<Record<string, number>>;

/** A server in a process of its own. */
export interface Server {
  readonly port: number;
  /** ms of CPU that the process has used so far, all threads. */
  cpu(): number;
  /** Bytes of resident memory. */
  memory(): number;
  /** Has it collect its garbage. */
  collect(): Promise<void>;
  /** Ends it as an operator would, and waits. */
  stop(): Promise<void>;
  /** Lets it go when all is measured, and waits. */
  end(): Promise<void>;
  /** `kill -9`, and waits. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** Weft's data folder; a fresh one where it isn't given. */
  readonly data?: string;
  /** For Weft: it serves the built app, too. */
  readonly pages?: boolean;
  /** For the relays, which forget everything when they end: the one message that a room holds from the start. */
  readonly holds?: { readonly room: string; readonly file: string };
}

/** What a scenario is run with. */
export interface Bench {
  readonly quick: boolean;
  readonly seed: number;
  /** A folder for this run alone. */
  readonly folder: string;
  start(kind: Kind, options?: StartOptions): Promise<Server>;
  /** A file or folder that is made once and shared by all runs: its path. */
  once(name: string, make: (path: string) => Promise<void> | void): Promise<string>;
}

/** What the table says about one server beside its peers. */
export interface Cell {
  readonly weft: number;
  readonly relay: number;
  /** Weft's figure divided by that of the row's `against`: the median over the rounds. */
  readonly ratio: number;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** Which figure. */
  readonly figure: string;
  readonly unit: string;
  readonly against?: 'relay' | 'batching';
  /** The target in words. */
  readonly target: string;
  readonly met: (cell: Cell) => boolean;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  readonly rounds: { readonly full: number; readonly quick: number };
  /** One round against one kind of server, in a process of its own. */
  readonly run: (bench: Bench, kind: Kind) => Promise<Figures>;
  readonly rows: readonly Row[];
}
