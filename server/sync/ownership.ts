import type { Random } from '../../shared/time.ts';
import { SERVER_USER } from './edits.ts';
import type { Member } from './member.ts';
import type { Scan } from './scan.ts';

/** What to do about the client ids of a frame. */
export interface Judgement {
  /** Ids with new structs whose owner is somebody else who is here: the frame waits for them (rule ID2). */
  readonly contested: readonly number[];
  /** Ids with new structs that are the server's: it knows all that it ever wrote (rule SE2). */
  readonly forged: readonly number[];
  /** Ids that the frame binds to the sender's user, for the log. */
  readonly bound: readonly number[];
  /** Who made the edit: the owner of the ids where that is one person, else the sender. */
  readonly author: string;
}

/** Yjs draws client ids from 32 bits. */
const CLIENT_IDS = 2 ** 32;
/** 0 means nobody in places, 1 is the author of seeds. */
const LAST_RESERVED = 1;

const NONE: readonly number[] = [];
const NOBODY: Judgement = { contested: NONE, forged: NONE, bound: NONE, author: '' };

/** Which Yjs client id belongs to whom in one room (rules ID1–ID4). Off for sessions without a user, but for the server's own id (rule SE2). */
export class Ownership {
  readonly #owners: Map<number, string>;
  /** Bindings that no record has carried to the store yet (made by presence alone). */
  readonly #unsaved = new Set<number>();
  readonly #idsOf = new Map<Member, Set<number>>();
  readonly #idsPerConnection: number;
  /** The server's own client id, once it has written here. */
  #server: number | null = null;

  constructor(owners: ReadonlyMap<number, string>, idsPerConnection: number) {
    this.#owners = new Map(owners);
    this.#idsPerConnection = idsPerConnection;
    for (const [client, user] of owners) if (user === SERVER_USER) this.#server = client;
  }

  /** The server's own client id (rule SE1), or null where it hasn't written yet. */
  get server(): number | null {
    return this.#server;
  }

  /** An id that nobody has, for the server's first edit. Nothing is bound yet: call `bindServer` once the edit is accepted. */
  drawServer(random: Random, isKnown: (client: number) => boolean): number {
    let client = Math.floor(random() * CLIENT_IDS);
    while (client <= LAST_RESERVED || this.#owners.has(client) || isKnown(client)) client = (client + 1) % CLIENT_IDS;
    return client;
  }

  /** The server has written under `client`. Returns what the store must keep with the record, if that is news. */
  bindServer(client: number): ReadonlyMap<number, string> | undefined {
    if (this.#server === client) return undefined;
    this.#server = client;
    this.#owners.set(client, SERVER_USER);
    return new Map([[client, SERVER_USER]]);
  }

  ownerOf(client: number): string | null {
    return this.#owners.get(client) ?? null;
  }

  /**
   * Judges the new structs of a write frame. `next` is the room's state vector, `isHere` says whether a user has a connection
   * in the room. Binds nothing yet: call `bind` once the frame is accepted.
   */
  judge(scan: Scan, next: (client: number) => number, member: Member, mayBind: boolean, isHere: (user: string) => boolean): Judgement {
    const user = member.session.userId;
    const forged = this.#forged(scan, next);
    if (user === null) return forged === NONE ? NOBODY : { ...NOBODY, forged };
    const contested: number[] = [];
    const bound: number[] = [];
    let author: string | null = null;
    for (const { client, end } of scan.clients) {
      if (end <= next(client) || client === this.#server) continue;
      const owner = this.#owners.get(client);
      if (owner !== undefined && owner !== user && isHere(owner)) contested.push(client);
      const binds =
        owner === undefined ? mayBind && this.#mayUse(member, client, bound.length) : owner === user && this.#unsaved.has(client);
      if (binds) bound.push(client);
      const maker: string = owner ?? user;
      author = author === null || author === maker ? maker : user;
    }
    return { contested, forged, bound, author: author ?? user };
  }

  /** Binds ids to the member's user. Returns what the store must keep with the record. */
  bind(clients: readonly number[], member: Member): ReadonlyMap<number, string> | undefined {
    const user = member.session.userId;
    if (user === null || clients.length === 0) return undefined;
    const saved = new Map<number, string>();
    for (const client of clients) {
      this.#owners.set(client, user);
      this.#unsaved.delete(client);
      this.#use(member, client);
      saved.set(client, user);
    }
    return saved;
  }

  /** A connection's own awareness names `client`: true when that id is, or now becomes, its user's. */
  claim(client: number, member: Member): boolean {
    const user = member.session.userId;
    if (user === null) return client !== this.#server;
    const owner = this.#owners.get(client);
    if (owner !== undefined) return owner === user;
    if (!this.#mayUse(member, client, 0)) return false;
    this.#owners.set(client, user);
    this.#unsaved.add(client);
    this.#use(member, client);
    return true;
  }

  /** Forgets the connection; the bindings stay. */
  leave(member: Member): void {
    this.#idsOf.delete(member);
  }

  #forged(scan: Scan, next: (client: number) => number): readonly number[] {
    const server = this.#server;
    if (server === null) return NONE;
    return scan.clients.some(({ client, end }) => client === server && end > next(server)) ? [server] : NONE;
  }

  /** A few ids a connection are its own; what comes under more is accepted as by step 2. `besides`: ids that it is about to use. */
  #mayUse(member: Member, client: number, besides: number): boolean {
    const ids = this.#idsOf.get(member);
    return ids?.has(client) === true || (ids?.size ?? 0) + besides < this.#idsPerConnection;
  }

  #use(member: Member, client: number): void {
    const ids = this.#idsOf.get(member);
    if (ids === undefined) this.#idsOf.set(member, new Set([client]));
    else ids.add(client);
  }
}
