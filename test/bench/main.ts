/** npm run bench: runs scenarios round by round, servers in turn (A B A B), and prints one table. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { canPin, nextMessage, startChild } from './child.ts';
import type { LoadOrder } from './load.ts';
import { formatTable, type Measured } from './report.ts';
import type { Figures, Kind, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

const HELP = `npm run bench -- [scenario …] [--quick] [--rounds <n>] [--seed <n>] [--only <server>] [--profile <folder>]

Measures Weft beside a plain relay and a batching relay, each in a process of its own, and prints ratios.
  --quick    shorter and fewer rounds: under four minutes
  --rounds   rounds of each scenario, where the scenario's own number won't do
  --seed     of whatever is random (1 if not given)
  --only     weft, relay or batching: no ratios then
  --profile  writes the servers' CPU profiles into a folder; the figures are worth less then

Scenarios:
${SCENARIOS.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return print(HELP);
  const unknown = positionals.filter((name) => !SCENARIOS.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no scenario '${unknown.join("', '")}'. --help lists them.`);
  const chosen = positionals.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => positionals.includes(name));
  const shared = fs.mkdtempSync(path.join(os.tmpdir(), 'weft-bench-'));
  if (!canPin()) note('taskset is not there: server and load share the CPUs, and the figures are worth less.');
  const measured: Measured[] = [];
  try {
    for (const scenario of chosen) measured.push({ scenario, rounds: await runScenario(scenario, shared) });
  } finally {
    fs.rmSync(shared, { recursive: true, force: true });
  }
  print(formatTable(measured));
}

async function runScenario(scenario: Scenario, shared: string): Promise<Partial<Record<Kind, Figures>>[]> {
  const count = Number(values.rounds ?? scenario.rounds[values.quick ? 'quick' : 'full']);
  const kinds = scenario.kinds.filter((kind) => values.only === undefined || kind === values.only);
  const rounds: Partial<Record<Kind, Figures>>[] = [];
  for (let round = 0; round < count; round++) {
    const figures: Partial<Record<Kind, Figures>> = {};
    for (const kind of kinds) {
      const order = { scenario: scenario.name, kind, quick: values.quick, seed: Number(values.seed) + round, shared };
      figures[kind] = await runRound({ ...order, profiles: values.profile === undefined ? null : path.resolve(values.profile) });
      note(`${scenario.name} ${round + 1}/${count} ${kind}: ${describe(figures[kind])}`);
    }
    rounds.push(figures);
  }
  return rounds;
}

/** A round that fails is a finding: it is told, and the others go on. */
async function runRound(order: LoadOrder): Promise<Figures> {
  const child = startChild({ part: 'load', module: './load.js', args: [JSON.stringify(order)] });
  try {
    return (await nextMessage(child)) as Figures;
  } catch (error) {
    note(`${order.scenario} against ${order.kind} failed: ${String(error)}`);
    process.exitCode = 1;
    return {};
  } finally {
    child.disconnect();
  }
}

function describe(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${Number(figure.toPrecision(3))}`)
    .join(', ');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
