import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Config } from '../../server/config.ts';
import { type RunningServer, startServer } from '../../server/server.ts';
import { createLevelStore } from '../../server/store/level.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { type Store, StoreError } from '../../server/store/store.ts';
import type { Limits } from '../../shared/limits.ts';
import { DocClient, type DocClientOptions } from './doc-client.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { RawClient, type RawClientOptions } from './raw-client.ts';
import { type Counted, scrape } from './scrape.ts';
import { SteeredStore } from './steered-store.ts';
import { TEST_CONFIG } from './test-config.ts';
import { type TestGate, testGate } from './test-gate.ts';
import { type TestLog, testLog } from './test-log.ts';
import type { TestTime } from './time.ts';

export interface TestServerOptions {
  /** `memory` by default; `level` is the real one in a folder of its own. Both outlive a restart. */
  readonly store?: 'memory' | 'level';
  readonly limits?: Partial<Limits>;
  /** A clock to push forward. The system's by default. */
  readonly time?: TestTime;
  /** True: anyone may enter, there are no users. By default the test gate asks for tokens. */
  readonly open?: boolean;
  /** True for tests that break the store: else an error in the log fails the test. */
  readonly errorsExpected?: boolean;
}

type ClientOptions<T extends RawClientOptions> = Omit<T, 'url' | 'room' | 'token'>;

/** How far `pass` moves the clock before it lets the sockets talk: below any interval that matters. */
const STEP = 5_000;

/** Starts a whole server in this process; it ends with the test. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'weft-test-'));
  const server = new TestServer(folder, options);
  onTestFinished(() => server.dispose());
  await server.start();
  return server;
}

/** The real server in this process, with the test gate and a store in the test's hands, and clients that end with it. */
export class TestServer {
  readonly gate: TestGate = testGate();
  readonly log: TestLog = testLog();
  readonly #folder: string;
  readonly #options: TestServerOptions;
  readonly #memory = createMemoryStore();
  readonly #clients = new Set<RawClient | DocClient>();
  #store: SteeredStore | null = null;
  #running: RunningServer | null = null;
  #port = 0;

  constructor(folder: string, options: TestServerOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** `ws://host:port` */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get http(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The store of the server that runs now: its counts begin anew with each start. */
  get store(): SteeredStore {
    if (this.#store === null) throw new Error('The server has not been started.');
    return this.#store;
  }

  async start(): Promise<void> {
    const { limits, time, open = false } = this.#options;
    // The same after each start: no port that the system could give to a connection while the server is away.
    if (this.#port === 0) this.#port = await freePort();
    this.#store = new SteeredStore(this.#newStore());
    this.#running = await startServer(this.#config(), {
      store: this.#store,
      log: this.log,
      web: null,
      ...(open ? {} : { gate: this.gate }),
      ...(limits === undefined ? {} : { limits }),
      ...(time === undefined ? {} : { time }),
    });
  }

  /** Stops it in order, as SIGTERM does. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }

  /** Stops it in order and starts it again on the same port and data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends it as a power cut does: nothing more reaches the store, all lines are dead. Then starts it again. In memory only. */
  async crash(): Promise<void> {
    if (this.#options.store === 'level') throw new Error('A LevelDB in this process holds its lock: kill a server process instead.');
    this.store.cut();
    for (const client of this.#clients)
      if (client instanceof DocClient) client.drop();
      else client.terminate();
    await this.stop().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
    });
    await this.start();
  }

  /** A client that is connected, and does nothing by itself. */
  async raw(room: string, token: string | null = 'ada:editor', options: ClientOptions<RawClientOptions> = {}): Promise<RawClient> {
    const client = new RawClient({ url: this.url, room, ...(token === null ? {} : { token }), ...options });
    this.#clients.add(client);
    return client.opened();
  }

  /** A client that is let in, has asked for the document, and is sent what follows. */
  async listen(room: string, token?: string | null, options?: ClientOptions<RawClientOptions>): Promise<RawClient> {
    const client = await this.raw(room, token, options);
    let answered = false;
    client.onFrame = ({ type }) => {
      if (type === 'step2') answered = true;
    };
    client.step1();
    await client.until('step 2 came', () => answered);
    return client;
  }

  /** A client with a document, joined and synced. */
  async join(room: string, token: string | null = 'ada:editor', options: ClientOptions<DocClientOptions> = {}): Promise<DocClient> {
    const client = await DocClient.join({ url: this.url, room, ...(token === null ? {} : { token }), ...options });
    this.#clients.add(client);
    return client;
  }

  /** The server's counters as they are now. */
  counters(): Promise<Counted> {
    return scrape(this.http);
  }

  /** Waits until the counters are as wanted. */
  async counted(what: string, check: (counted: Counted) => boolean): Promise<Counted> {
    let counted = await this.counters();
    return eventually(
      what,
      async () => {
        counted = await this.counters();
        return check(counted) ? counted : null;
      },
      { seen: () => counted },
    );
  }

  /** Lets real time go by, for what has no event to wait for. */
  async breathe(ms = 5): Promise<void> {
    await sleep(ms);
  }

  /** Pushes the clock forward in steps; between them these clients' lines are answered, so that they count as alive. */
  async pass(ms: number, alive: readonly RawClient[]): Promise<void> {
    const { time } = this.#options;
    if (time === undefined) throw new Error('The server runs on the system clock.');
    for (let left = ms; left > 0; left -= STEP) {
      time.jump(Math.min(STEP, left));
      // The first round trip brings the server's ping to the client, the second its pong to the server.
      for (const client of alive) await client.socketRoundTrip();
      for (const client of alive) await client.socketRoundTrip();
    }
  }

  async dispose(): Promise<void> {
    for (const client of this.#clients)
      if (client instanceof DocClient) client.drop();
      else client.terminate();
    this.#store?.heal();
    await this.stop();
    this.#options.time?.stop();
    await fs.rm(this.#folder, { recursive: true, force: true });
    const errors = this.log.errors();
    if (!this.#options.errorsExpected && errors.length > 0) throw new Error(`The server logged errors:\n${errors.join('\n')}`);
  }

  #newStore(): Store {
    return this.#options.store === 'level' ? createLevelStore({ folder: this.#folder }) : this.#memory;
  }

  #config(): Config {
    return { ...TEST_CONFIG, port: this.#port, data: this.#folder };
  }
}
