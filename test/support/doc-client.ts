import * as Y from 'yjs';
import { RawClient, type RawClientOptions } from './raw-client.ts';
import type { ServerFrame } from './server-frame.ts';

export interface DocClientOptions extends RawClientOptions {
  /** The document that lives through all connections. A fresh one by default. */
  readonly doc?: Y.Doc;
}

/**
 * A client with a document, as a real provider is: asks and answers sync steps, sends its edits, and can be dropped and come
 * back. It knows which of its edits the server called saved.
 */
export class DocClient {
  readonly doc: Y.Doc;
  readonly #options: RawClientOptions;
  #connection: RawClient | null = null;
  #synced = false;
  /** Called with every update of others that was applied. */
  onRemote: (update: Uint8Array) => void = () => {};

  constructor({ doc, ...options }: DocClientOptions) {
    this.doc = doc ?? new Y.Doc();
    this.#options = options;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.#connection?.isOpen) this.#connection.update(update);
    });
  }

  /** Connects and waits for the step 2. */
  static async join(options: DocClientOptions): Promise<DocClient> {
    const client = new DocClient(options);
    await client.connect();
    await client.synced();
    return client;
  }

  /** The connection of now. Throws when there is none. */
  get line(): RawClient {
    if (this.#connection === null) throw new Error('The client is not connected.');
    return this.#connection;
  }

  get connected(): boolean {
    return this.#connection?.isOpen ?? false;
  }

  get isSynced(): boolean {
    return this.#synced;
  }

  get text(): string {
    return this.doc.getText('t').toString();
  }

  /** Of the text, without building it. */
  get length(): number {
    return this.doc.getText('t').length;
  }

  /** Opens a connection and sends step 1. */
  async connect(): Promise<void> {
    const line = new RawClient(this.#options);
    this.#connection = line;
    this.#synced = false;
    line.onFrame = (frame) => this.#receive(line, frame);
    await line.opened();
    line.step1(Y.encodeStateVector(this.doc));
  }

  /** Waits for the step 2 that answers the connection's step 1. */
  async synced(): Promise<void> {
    await this.line.until('step 2 came', () => this.#synced);
  }

  /** Waits until everything sent over this connection is saved or refused. */
  async settled(within?: number): Promise<void> {
    await this.line.until('all frames are decided', () => this.line.saved >= this.line.sent, within);
  }

  /** Writes at the end of the text `t`. */
  type(words: string): void {
    const text = this.doc.getText('t');
    text.insert(text.length, words);
  }

  /** Ends the connection without a word. What happens next happens offline. */
  drop(): void {
    this.#connection?.terminate();
    this.#connection = null;
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = null;
    this.doc.destroy();
  }

  #receive(line: RawClient, frame: ServerFrame): void {
    if (line !== this.#connection) return;
    switch (frame.type) {
      case 'step1':
        line.step2(Y.encodeStateAsUpdate(this.doc, frame.stateVector));
        break;
      case 'step2':
      case 'update':
        Y.applyUpdate(this.doc, frame.update, this);
        if (frame.type === 'step2') this.#synced = true;
        this.onRemote(frame.update);
        break;
      default:
        break;
    }
  }
}
