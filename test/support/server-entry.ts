/** A server in a process of its own: `server-process.ts` bundles this file, starts it and talks to it by messages. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../server/server.ts';
import { createDiskFiles } from '../../server/store/disk-files.ts';
import { createLevelStore } from '../../server/store/level.ts';
import type { Limits } from '../../shared/limits.ts';
import { SteeredStore } from './steered-store.ts';
import { TEST_CONFIG } from './test-config.ts';
import { testGate } from './test-gate.ts';
import { testLog } from './test-log.ts';

/** What the process is told at its start. */
export interface Orders {
  readonly port: number;
  readonly data: string;
  readonly limits: Partial<Limits>;
  /** True: anyone may enter. */
  readonly open: boolean;
}

/** What it may be asked for while it runs. */
export type Question = 'hold-writes' | 'busy' | 'errors' | 'memory' | 'settled' | 'stop';

export interface Busy {
  /** ms: the longest that the event loop was kept from its timers by work of this process, since the last question. */
  readonly longest: number;
  /** ms: the longest that it was late for whatever reason, other processes included. */
  readonly latest: number;
}

/** ms between two looks at the event loop. */
const LOOK = 5;

/**
 * Tells how long the loop was busy. Lateness alone would blame this process for a machine that others use; what counts is the
 * lateness that the process itself spent on the CPU.
 */
function watchLoop(): () => Busy {
  const delay = monitorEventLoopDelay({ resolution: LOOK });
  delay.enable();
  let longest = 0;
  let lastTime = performance.now();
  let lastCpu = process.cpuUsage();
  setInterval(() => {
    const now = performance.now();
    const cpu = process.cpuUsage();
    const spent = (cpu.user - lastCpu.user + cpu.system - lastCpu.system) / 1000;
    longest = Math.max(longest, Math.min(now - lastTime - LOOK, spent));
    lastTime = now;
    lastCpu = cpu;
  }, LOOK);
  return () => {
    const busy = { longest, latest: delay.max / 1e6 };
    longest = 0;
    delay.reset();
    return busy;
  };
}

/** What is left after garbage was collected. Twice: the memory of buffers is given back only after their objects have gone. */
async function memoryInUse(): Promise<NodeJS.MemoryUsage> {
  for (let times = 0; times < 3; times++) {
    global.gc?.();
    await sleep(100);
  }
  return process.memoryUsage();
}

async function main(): Promise<void> {
  const { port, data, limits, open } = JSON.parse(process.argv[2] ?? '') as Orders;
  const config = { ...TEST_CONFIG, port, data };
  const log = testLog();
  const store = new SteeredStore(createLevelStore({ folder: data }), false);
  const files = createDiskFiles(data);
  const server = await startServer(config, { store, files, limits, log, web: null, ...(open ? {} : { gate: testGate() }) });
  const busy = watchLoop();
  const answer = async (question: Question): Promise<unknown> => {
    switch (question) {
      case 'hold-writes':
        store.holdWrites();
        return null;
      case 'busy':
        return busy();
      case 'errors':
        return log.errors();
      case 'memory':
        return memoryInUse();
      case 'settled':
        await server.settled();
        return null;
      case 'stop':
        await server.stop();
        return null;
    }
  };
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    answer(question).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.({ id: 0, value: server.port });
}

await main();
