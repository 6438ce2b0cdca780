/** The load generator: runs one round of one scenario against one kind of server, tells the figures, and ends. */
import fs from 'node:fs';
import path from 'node:path';
import type { Bench, Kind } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';
import { startServerProcess } from './server-process.ts';

/** What the bench hands its load generator, as JSON. */
export interface LoadOrder {
  readonly scenario: string;
  readonly kind: Kind;
  readonly quick: boolean;
  readonly seed: number;
  /** Shared by all rounds. */
  readonly shared: string;
  readonly profiles: string | null;
}

async function run({ scenario: name, kind, quick, seed, shared, profiles }: LoadOrder): Promise<void> {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario '${name}'.`);
  const folder = fs.mkdtempSync(path.join(shared, 'round-'));
  const bench: Bench = {
    quick,
    seed,
    folder,
    start: (kind, options = {}) => startServerProcess(kind, options, { folder, profiles }),
    once: async (file, make) => {
      const place = path.join(shared, file);
      if (!fs.existsSync(place)) {
        await make(`${place}.new`);
        fs.renameSync(`${place}.new`, place);
      }
      return place;
    },
  };
  const figures = await scenario.run(bench, kind);
  fs.rmSync(folder, { recursive: true, force: true });
  process.send?.(figures);
}

process.on('disconnect', () => process.exit());
await run(JSON.parse(process.argv[2] as string) as LoadOrder);
process.disconnect();
