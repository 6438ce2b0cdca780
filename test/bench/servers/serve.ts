/** Tells the load generator the port, and ends when it says so or is gone itself. */
export function serve(port: number, stop: () => Promise<void> | void): void {
  process.on('message', () => {
    void Promise.resolve(stop()).then(() => process.exit(0));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(port);
}
