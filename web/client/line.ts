import type { WebsocketProvider } from 'y-websocket';
import { CODES, type Code } from '../../shared/codes.ts';
import type { Time } from '../../shared/time.ts';
import type { Backoff } from './backoff.ts';

/** ms for a socket to open: a network that swallows packets would keep it waiting for minutes. */
const OPEN_WITHIN = 15_000;

/** Where the connection stands. Everything a person is shown about it is derived from this. */
export type LineState =
  /** Not started. */
  | { readonly phase: 'idle' }
  /** A token is being fetched. */
  | { readonly phase: 'preparing' }
  /** The socket is opening. */
  | { readonly phase: 'connecting' }
  /** The socket is open; what each side lacks is being exchanged. */
  | { readonly phase: 'open' }
  /** Both sides have the same document, but for what is on its way. */
  | { readonly phase: 'synced' }
  /** Lost; another attempt is planned. */
  | { readonly phase: 'waiting' }
  /** Lost, and there were enough attempts. */
  | { readonly phase: 'given-up' }
  /** The server said not to come back as we are (rule CL1). `code` is null where the reason is unknown to this version. */
  | { readonly phase: 'refused'; readonly close: number; readonly code: Code | null }
  /** Destroyed. */
  | { readonly phase: 'ended' };

/** Refusals that say no more than that a token's time was over. */
const OVER: readonly (Code | null)[] = ['session.expired', 'session.unauthorised'];

/** True while a socket is open. */
export function isUp(line: LineState): boolean {
  return line.phase === 'open' || line.phase === 'synced';
}

/** A fixed token, or a function that is asked for a fresh one at each attempt. */
export type Token = string | (() => Promise<string>);

export interface LineOptions {
  readonly provider: WebsocketProvider;
  readonly backoff: Backoff;
  readonly time: Time;
  readonly token: Token | undefined;
  /** Called after each change of state. */
  readonly changed: (state: LineState) => void;
}

/**
 * Opens a provider's connection and keeps it open. The provider's own retrying is switched off: it has no jitter, no
 * limit, and uses the old URL with the old token.
 */
export class Line {
  readonly #options: LineOptions;
  #state: LineState = { phase: 'idle' };
  #cancelTimer: (() => void) | null = null;
  /** Counts attempts, so that a token that arrives late opens nothing. */
  #attempts = 0;
  /** The last token was good for a while: with a fresh one we don't come back as we were. */
  #wasGood = false;

  constructor(options: LineOptions) {
    this.#options = options;
    const { provider } = options;
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#enter({ phase: 'open' });
    });
    provider.on('sync', (synced) => {
      if (!synced) return;
      options.backoff.reset();
      this.#wasGood = true;
      this.#enter({ phase: 'synced' });
    });
    provider.on('connection-close', (event) => this.#closed(event));
  }

  get state(): LineState {
    return this.#state;
  }

  /** Starts the first attempt. */
  start(): void {
    if (this.#state.phase === 'idle') this.#attempt();
  }

  /** Tries again at once, with all attempts ahead, unless it is connected or on the way. */
  reconnect(): void {
    const { phase } = this.#state;
    if (phase !== 'waiting' && phase !== 'given-up' && phase !== 'refused') return;
    this.#options.backoff.reset();
    this.#attempt();
  }

  /** As `reconnect`, but a server's refusal stands: a network that returns doesn't change its mind. */
  wake(): void {
    if (this.#state.phase !== 'refused') this.reconnect();
  }

  /** Leaves the present socket and takes another one after the usual wait. */
  drop(): void {
    this.#options.provider.disconnect();
  }

  /** Ends it for good. The provider must be destroyed after this. */
  end(): void {
    this.#enter({ phase: 'ended' });
  }

  #attempt(): void {
    const attempt = ++this.#attempts;
    this.#enter({ phase: 'preparing' });
    fetchToken(this.#options.token).then(
      (token) => {
        if (this.#state.phase === 'preparing' && this.#attempts === attempt) this.#open(token);
      },
      () => {
        if (this.#state.phase === 'preparing' && this.#attempts === attempt) this.#retryLater();
      },
    );
  }

  #open(token: string | undefined): void {
    const { provider, time } = this.#options;
    this.#enter({ phase: 'connecting' });
    this.#cancelTimer = time.after(OPEN_WITHIN, () => this.drop());
    provider.params = token === undefined ? {} : { token };
    // Peers ignore a state whose clock they have seen: setting it again raises the clock.
    provider.awareness.setLocalState(provider.awareness.getLocalState());
    provider.connect();
  }

  #closed(event: CloseEvent | null): void {
    this.#options.provider.shouldConnect = false;
    if (this.#state.phase === 'ended') return;
    if (event === null || event.code < 4400 || event.code >= 4500) {
      this.#retryLater();
      return;
    }
    const code = codeOf(event.reason);
    const renews = this.#wasGood && typeof this.#options.token === 'function' && OVER.includes(code);
    this.#wasGood = false;
    if (renews) this.#attempt();
    else this.#enter({ phase: 'refused', close: event.code, code });
  }

  #retryLater(): void {
    const wait = this.#options.backoff.next();
    if (wait === null) {
      this.#enter({ phase: 'given-up' });
      return;
    }
    this.#enter({ phase: 'waiting' });
    this.#cancelTimer = this.#options.time.after(wait, () => this.#attempt());
  }

  #enter(state: LineState): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#state = state;
    this.#options.changed(state);
  }
}

async function fetchToken(token: Token | undefined): Promise<string | undefined> {
  return typeof token === 'function' ? token() : token;
}

/** Rule CL3: the close reason is a code's name. */
function codeOf(reason: string): Code | null {
  return Object.hasOwn(CODES, reason) ? (reason as Code) : null;
}
