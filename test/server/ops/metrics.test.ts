import { afterEach, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../server/ops/metrics.ts';
import { countRefusal, createCounters } from '../../../server/sync/counters.ts';

const running: Metrics[] = [];

afterEach(() => {
  for (const metrics of running.splice(0)) metrics.stop();
});

function start() {
  const counters = createCounters();
  const state = { healthy: true, rooms: { loading: 0, hot: 1, cold: 2 } };
  const metrics = createMetrics({ counters, rooms: () => state.rooms, storeHealthy: () => state.healthy });
  running.push(metrics);
  const line = async (start: string) => (await metrics.text()).split('\n').find((one) => one.startsWith(start));
  return { counters, state, metrics, line };
}

it('shows the counters as they are at each scrape', async () => {
  const { counters, line } = start();
  counters.connections = 3;
  counters.framesOut = 7;
  counters.updates = 5;
  countRefusal(counters, 'update.forged');
  countRefusal(counters, 'update.forged');
  expect(await line('weft_connections ')).toBe('weft_connections 3');
  expect(await line('weft_frames_total{direction="out"}')).toMatch(/ 7$/);
  expect(await line('weft_updates_total{result="accepted"}')).toMatch(/ 5$/);
  expect(await line('weft_refused_total{code="update.forged"}')).toMatch(/ 2$/);
  counters.connections = 1;
  counters.framesOut = 9;
  expect(await line('weft_connections ')).toBe('weft_connections 1');
  expect(await line('weft_frames_total{direction="out"}')).toMatch(/ 9$/);
});

it('shows rooms by state, and whether the store is healthy', async () => {
  const { state, line } = start();
  expect(await line('weft_rooms{state="cold"}')).toMatch(/ 2$/);
  expect(await line('weft_store_healthy')).toMatch(/ 1$/);
  state.rooms = { loading: 0, hot: 3, cold: 0 };
  state.healthy = false;
  expect(await line('weft_rooms{state="hot"}')).toMatch(/ 3$/);
  expect(await line('weft_rooms{state="cold"}')).toMatch(/ 0$/);
  expect(await line('weft_store_healthy')).toMatch(/ 0$/);
});

it('counts commits into their buckets, in seconds', async () => {
  const { metrics, line } = start();
  metrics.observeCommit(0.8);
  metrics.observeCommit(40);
  expect(await line('weft_commit_seconds_bucket{le="0.001"}')).toMatch(/ 1$/);
  expect(await line('weft_commit_seconds_bucket{le="0.05"}')).toMatch(/ 2$/);
  expect(await line('weft_commit_seconds_count')).toMatch(/ 2$/);
});

it('sees a stall of the event loop', async () => {
  const { line } = start();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const until = performance.now() + 200;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 60));
  const worst = Number((await line('weft_event_loop_lag_seconds{quantile="1"}'))?.split(' ')[1]);
  expect(worst).toBeGreaterThan(0.1);
});

it('keeps two instances in one process apart', async () => {
  const one = start();
  const two = start();
  one.counters.connections = 5;
  expect(await two.line('weft_connections ')).toBe('weft_connections 0');
});
