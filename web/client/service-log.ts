/** Tells developers what happens, where they asked for it. */
export type Debug = (what: string, facts?: object) => void;

const SILENT: Debug = () => {};

/** The one place that writes to the console. */
export function createDebug(on: boolean): Debug {
  if (!on) return SILENT;
  // biome-ignore lint/suspicious/noConsole: whoever sets `debug` asks for it
  return (what, facts = {}) => console.debug(`[weft] ${what}`, facts);
}
