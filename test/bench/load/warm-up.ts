import { seeded } from '../../support/random.ts';
import type { Bench, Server } from '../scenario.ts';
import { Client } from './client.ts';
import { cursorFrame, Typist } from './edits.ts';
import { startPacer } from './pacer.ts';
import { inParallel, sleep } from './wait.ts';

const WRITERS = 10;
const FIRST_CLIENT = 500;
const PERIOD = 10;
/** ms. Compilers have had enough by then. */
const LENGTH = { full: 3000, quick: 2000 };

/** Works a server that has just started until its code is compiled: what is measured is a server that has run for a while. */
export async function warmUp(server: Server, { quick }: Bench): Promise<void> {
  const clients = await inParallel(WRITERS, WRITERS, (index) => Client.join({ port: server.port, room: `warm-up/${index >> 2}` }));
  const typists = clients.map((_, index) => new Typist(FIRST_CLIENT + index));
  let turn = 0;
  const act = (actor: number): void => {
    const typist = typists[actor] as Typist;
    clients[actor]?.write(typist.frame());
    if (++turn % 4 === 0) clients[actor]?.tell(cursorFrame(typist.client, turn, typist.clock));
  };
  const stop = startPacer({ period: PERIOD, actors: WRITERS, random: seeded(1), act });
  await sleep(LENGTH[quick ? 'quick' : 'full']);
  stop();
  await Promise.all(clients.map((client) => client.close()));
}
