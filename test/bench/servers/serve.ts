/** What the load generator tells a server. */
export type Order = 'stop' | 'collect';

/** Tells the load generator the port, does what it orders, and ends when it is gone itself. */
export function serve(port: number, stop: () => Promise<void> | void): void {
  process.on('message', (order: Order) => {
    if (order === 'collect') {
      // Twice: what finalisers let go of is garbage only then.
      globalThis.gc?.();
      globalThis.gc?.();
      process.send?.('collected');
      return;
    }
    void Promise.resolve(stop()).then(() => process.exit(0));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(port);
}
