import http from 'node:http';
import { text } from 'node:stream/consumers';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { checkDocumented } from './documented.ts';
import { eventually } from './eventually.ts';

/** Whatever JSON holds: what a test expects of it, it says itself. */
export type Parsed = ReturnType<typeof JSON.parse>;

/** What came back. `body` is parsed where it is JSON, else the text. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Parsed;
}

export interface RequestOptions {
  /** Sent as JSON; a string is sent as Markdown, bytes as a file. */
  readonly body?: unknown;
  readonly headers?: http.OutgoingHttpHeaders;
}

export interface ApiClientOptions {
  /** An access token, for `Authorization: Bearer`. */
  readonly token?: string;
  /** Null sends none, like a program. By default the server's own, like its page in a browser. */
  readonly origin?: string | null;
}

/** An ordinary HTTP program: keeps its cookie like a browser, sends what it is told, and sees that only what is documented comes back. */
export class ApiClient {
  readonly url: string;
  cookie: string | null = null;
  readonly #options: ApiClientOptions;
  #description: Parsed;

  constructor(url: string, options: ApiClientOptions = {}) {
    this.url = url;
    this.#options = options;
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', path, options);
  }

  post(path: string, body?: unknown, headers?: http.OutgoingHttpHeaders): Promise<Answer> {
    return this.send('POST', path, { body, ...(headers !== undefined && { headers }) });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send('PUT', path, { body });
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, { body });
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** @param path below `/api` */
  async send(method: string, path: string, { body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const payload = body === undefined ? null : isRaw ? body : JSON.stringify(body);
    const rawType = typeof body === 'string' ? 'text/markdown' : 'application/octet-stream';
    const type = payload === null ? {} : { 'content-type': isRaw ? rawType : 'application/json' };
    const response = await this.#request(method, path, { ...type, ...headers }, payload);
    this.#keepCookie(response.headers['set-cookie']);
    const content = await text(response);
    const isJson = /json/.test(response.headers['content-type'] ?? '') && content !== '';
    const answer = { status: response.statusCode ?? 0, headers: response.headers, body: isJson ? JSON.parse(content) : content };
    const description = await this.description(headers);
    if (description.paths !== undefined) checkDocumented(description, method, path, answer);
    return answer;
  }

  /** What the server says that its API is like. */
  async description(headers: http.OutgoingHttpHeaders = {}): Promise<Parsed> {
    this.#description ??= await this.#request('GET', '/openapi.json', headers, null).then(async (response) =>
      JSON.parse(await text(response)),
    );
    return this.#description;
  }

  /** The body of an answer that must be a success. */
  async done(method: string, path: string, body?: unknown): Promise<Parsed> {
    const answer = await this.send(method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered with ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Opens an event stream, as an EventSource does. */
  async stream(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<EventReader> {
    const response = await this.#request('GET', path, { accept: 'text/event-stream', ...headers }, null);
    return new EventReader(response);
  }

  #request(
    method: string,
    path: string,
    extra: http.OutgoingHttpHeaders,
    payload: string | Uint8Array | null,
  ): Promise<http.IncomingMessage> {
    const { token, origin = this.url } = this.#options;
    const headers = {
      ...(origin !== null && { origin }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(this.cookie !== null && { cookie: this.cookie }),
      ...extra,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(`${this.url}/api${path}`, { method, headers, agent: false }, resolve);
      request.on('error', reject).end(payload);
    });
  }

  #keepCookie(lines: readonly string[] = []): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }
}

/** The events of one open stream, as they came. */
export class EventReader {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly events: EventSourceMessage[] = [];
  /** Comments: what keeps the line alive. */
  comments = 0;
  retry: number | null = null;
  /** The last id that was told, with an event or without. */
  lastId: string | null = null;
  ended = false;
  /** What came instead of a stream. */
  body = '';
  readonly response: http.IncomingMessage;

  constructor(response: http.IncomingMessage) {
    this.response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    const parser = createParser({
      onEvent: (event) => this.events.push(event),
      onComment: () => this.comments++,
      onRetry: (retry) => {
        this.retry = retry;
      },
    });
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.body += chunk;
      for (const [, id] of chunk.matchAll(/^id: (.*)$/gm)) this.lastId = id ?? null;
      parser.feed(chunk);
    });
    response.on('close', () => {
      this.ended = true;
    });
    response.on('error', () => {
      this.ended = true;
    });
  }

  /** The envelopes of one type. */
  of(type: string): Parsed[] {
    return this.events
      .filter(({ event }) => event === undefined)
      .map(({ data }) => JSON.parse(data))
      .filter((event) => event.type === type);
  }

  async until(what: string, check: () => boolean): Promise<void> {
    await eventually(what, () => (check() ? true : null), { seen: () => this.events });
  }

  close(): void {
    this.response.destroy();
  }
}
