/** The server's counters as its `/metrics` tells them. */
export interface Counted {
  readonly connections: number;
  readonly lagging: number;
  /** Write frames that changed a room, brought nothing new, had a gap. */
  readonly updates: number;
  readonly known: number;
  readonly gaps: number;
  readonly throttled: number;
  /** Rooms read from the store; documents built, and built again after an update spoilt them; rooms that left memory. */
  readonly loads: number;
  readonly heats: number;
  readonly rebuilds: number;
  readonly evictions: number;
  readonly framesIn: number;
  readonly framesOut: number;
  readonly bytesOut: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** Reads `/metrics` of a server. `http` is its address, without a slash at its end. */
export async function scrape(http: string): Promise<Counted> {
  const response = await fetch(`${http}/metrics`);
  if (!response.ok) throw new Error(`/metrics answered ${response.status}.`);
  const samples = new Map<string, number>();
  for (const line of (await response.text()).split('\n')) {
    const space = line.lastIndexOf(' ');
    if (!line.startsWith('#') && space > 0) samples.set(line.slice(0, space), Number(line.slice(space + 1)));
  }
  const read = (name: string): number => samples.get(name) ?? 0;
  const refused: Record<string, number> = {};
  for (const [name, value] of samples) {
    const code = /^weft_refused_total\{code="(.*)"\}$/.exec(name)?.[1];
    if (code !== undefined) refused[code] = value;
  }
  return {
    connections: read('weft_connections'),
    lagging: read('weft_lagging_members'),
    updates: read('weft_updates_total{result="accepted"}'),
    known: read('weft_updates_total{result="known"}'),
    gaps: read('weft_updates_total{result="gap"}'),
    throttled: read('weft_throttled_total'),
    loads: read('weft_room_events_total{event="load"}'),
    heats: read('weft_room_events_total{event="build"}'),
    rebuilds: read('weft_room_events_total{event="rebuild"}'),
    evictions: read('weft_room_events_total{event="evict"}'),
    framesIn: read('weft_frames_total{direction="in"}'),
    framesOut: read('weft_frames_total{direction="out"}'),
    bytesOut: read('weft_bytes_total{direction="out"}'),
    refused,
  };
}
