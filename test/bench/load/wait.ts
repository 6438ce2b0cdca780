/** ms that anything may take before the bench gives up: a server that stalls is a finding, not a reason to hang. */
const PATIENCE = 120_000;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits until something is true, looking once a millisecond. @throws Error saying what it waited for */
export async function until(what: string, isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`This has not happened in ${PATIENCE / 1000} s: ${what}.`);
    await sleep(1);
  }
}

/** Runs `task` for 0 … count−1, so many at a time. The results in order. */
export async function inParallel<T>(count: number, atOnce: number, task: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await task(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, atOnce) }, worker));
  return results;
}
