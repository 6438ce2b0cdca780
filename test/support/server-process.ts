import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import type { Limits } from '../../shared/limits.ts';
import { freePort } from './free-port.ts';
import type { Busy, Orders, Question } from './server-entry.ts';

export interface ServerProcessOptions {
  readonly limits?: Partial<Limits>;
  /** True: anyone may enter. By default the test gate asks for tokens. */
  readonly open?: boolean;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let bundle: Promise<string> | null = null;

/**
 * Node 20 strips no types, so the entry is bundled once a test file. Below node_modules, where the packages that it leaves
 * outside are found; the operating system's name for this process keeps two runs apart.
 */
function bundledEntry(): Promise<string> {
  bundle ??= (async () => {
    const { build } = await import('vite');
    const outDir = path.join(ROOT, 'node_modules', '.cache', `weft-test-${process.pid}`);
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      build: { ssr: path.join(ROOT, 'test/support/server-entry.ts'), outDir, emptyOutDir: true, target: 'node20', minify: false },
    });
    return path.join(outDir, 'server-entry.js');
  })();
  return bundle;
}

afterAll(async () => {
  if (bundle !== null) await fs.rm(path.dirname(await bundle), { recursive: true, force: true });
});

/** Starts a real server with LevelDB in a process of its own; it ends with the test, and its folder goes. */
export async function serverProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'weft-process-'));
  const server = new ServerProcess(await bundledEntry(), folder, options);
  onTestFinished(async () => {
    await server.kill();
    await fs.rm(folder, { recursive: true, force: true });
  });
  await server.start();
  return server;
}

/** A server that a test can kill. Port and folder stay the same from start to start. */
export class ServerProcess {
  readonly folder: string;
  readonly #entry: string;
  readonly #options: ServerProcessOptions;
  #child: ChildProcess | null = null;
  #port = 0;
  #questions = 0;

  constructor(entry: string, folder: string, options: ServerProcessOptions) {
    this.#entry = entry;
    this.folder = folder;
    this.#options = options;
  }

  /** `ws://host:port` */
  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get http(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('The server does not run.');
    return pid;
  }

  /** Starts it and waits until it listens. */
  async start(): Promise<void> {
    const { limits = {}, open = false } = this.#options;
    // The same after each start: no port that the system could give to a connection while the server is away.
    if (this.#port === 0) this.#port = await freePort();
    const orders: Orders = { port: this.#port, data: path.join(this.folder, 'data'), limits, open };
    const child = fork(this.#entry, [JSON.stringify(orders)], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child = child;
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]: (number | null)[]) => {
        throw new Error(`The server ended with ${code} before it listened: ${said}`);
      }),
    ]);
  }

  /** `kill -9`. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** From now on nothing that is written reaches the disk, as on a disk that hangs. */
  async holdWrites(): Promise<void> {
    await this.#ask('hold-writes');
  }

  /** Waits until all that is committed has had its effects. */
  async settled(): Promise<void> {
    await this.#ask('settled');
  }

  /** How long the event loop was kept busy since the last question. */
  async busy(): Promise<Busy> {
    return (await this.#ask('busy')) as Busy;
  }

  /** Error lines of the log. */
  async errors(): Promise<string[]> {
    return (await this.#ask('errors')) as string[];
  }

  /** Memory after a collection of garbage, bytes. */
  async memory(): Promise<NodeJS.MemoryUsage> {
    return (await this.#ask('memory')) as NodeJS.MemoryUsage;
  }

  /** Stops it in order, as SIGTERM does. */
  async stop(): Promise<void> {
    await this.#ask('stop');
    await this.kill();
  }

  #ask(question: Question): Promise<unknown> {
    const child = this.#child;
    if (child === null) throw new Error('The server does not run.');
    const id = ++this.#questions;
    return new Promise((resolve, reject) => {
      const onMessage = (answer: { id: number; value?: unknown; error?: string }): void => {
        if (answer.id !== id) return;
        child.off('message', onMessage);
        child.off('exit', onExit);
        if (answer.error === undefined) resolve(answer.value);
        else reject(new Error(answer.error));
      };
      const onExit = (): void => reject(new Error(`The server ended instead of answering '${question}'.`));
      child.on('message', onMessage);
      child.once('exit', onExit);
      child.send({ id, question });
    });
  }
}
