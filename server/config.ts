import fs from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { LIMITS, type Limits } from '../shared/limits.ts';
import { isLoopback } from '../shared/loopback.ts';
import { isCidr } from './access/addresses.ts';
import { type JwtConfig, SECRET_BYTES } from './access/jwt-access.ts';

/** Everything that a start may be told, checked. */
export interface Config {
  /** The address to listen on. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Who is let in. */
  readonly auth: 'open' | 'accounts' | 'jwt';
  /** Whose tokens are taken; null unless `auth` is `jwt`. */
  readonly jwt: JwtConfig | null;
  /** Origins of other sites that may use this server, as browsers write them. */
  readonly allowOrigins: readonly string[];
  /** Addresses that may connect, as CIDR; all where there are none. */
  readonly allowIps: readonly string[];
  /** Proxies whose `X-Forwarded-For` is believed, as CIDR. */
  readonly trustProxies: readonly string[];
  /** Webhooks may go to private addresses. */
  readonly privateWebhooks: boolean;
  /** Limits that aren't as shared/limits.ts has them. */
  readonly limits: Partial<Limits>;
  readonly debug: boolean;
}

export type ConfigErrorCode = 'config.flag' | 'config.value' | 'config.missing' | 'config.insecure';

/** What can't be started as it was asked for. `message` is one line: what, why, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: ConfigErrorCode;

  constructor(code: ConfigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

interface Setting {
  readonly flag: string;
  readonly variable: string;
  readonly help: string;
  readonly initial: string;
  /** May be given several times. */
  readonly repeated?: boolean;
}

/** The secret itself comes by a variable alone: everybody on the machine can read a process' flags. */
const JWT_SECRET = 'WEFT_JWT_SECRET';

/** The settings as people write them. A flag wins over its variable, a variable over what is here. */
export const SETTINGS = {
  host: { flag: '--host <address>', variable: 'WEFT_HOST', help: 'address to listen on', initial: '127.0.0.1' },
  port: { flag: '--port <number>', variable: 'WEFT_PORT', help: 'port to listen on; 0 lets the system choose', initial: '8765' },
  data: {
    flag: '--data <folder>',
    variable: 'WEFT_DATA',
    help: 'folder of the database and the files, made when it is missing',
    initial: './data',
  },
  auth: {
    flag: '--auth <way>',
    variable: 'WEFT_AUTH',
    help: 'who is let in: accounts (a name makes one), jwt (tokens of your own), open (anyone)',
    initial: 'accounts',
  },
  jwtSecretFile: {
    flag: '--jwt-secret-file <file>',
    variable: 'WEFT_JWT_SECRET_FILE',
    help: `file with the HS256 secret of the tokens; or put the secret itself into ${JWT_SECRET}`,
    initial: '',
  },
  jwtJwks: {
    flag: '--jwt-jwks <url>',
    variable: 'WEFT_JWT_JWKS',
    help: "where the token issuer's public keys (JWKS) are, instead of a secret",
    initial: '',
  },
  jwtIssuer: { flag: '--jwt-issuer <name>', variable: 'WEFT_JWT_ISSUER', help: "what the tokens' iss must be", initial: '' },
  jwtAudience: { flag: '--jwt-audience <name>', variable: 'WEFT_JWT_AUDIENCE', help: "what the tokens' aud must be", initial: '' },
  insecureOpen: {
    flag: '--insecure-open',
    variable: 'WEFT_INSECURE_OPEN',
    help: 'let anyone in from other machines too',
    initial: 'false',
  },
  allowOrigin: {
    flag: '--allow-origin <origin>',
    variable: 'WEFT_ALLOW_ORIGIN',
    help: 'other sites that may use this server (https://app.example), or its own name behind a proxy; may be repeated',
    initial: '',
    repeated: true,
  },
  allowIp: {
    flag: '--allow-ip <range>',
    variable: 'WEFT_ALLOW_IP',
    help: 'addresses that may connect (10.0.0.0/8), nobody else then; may be repeated',
    initial: '',
    repeated: true,
  },
  trustProxy: {
    flag: '--trust-proxy <range>',
    variable: 'WEFT_TRUST_PROXY',
    help: 'proxies whose X-Forwarded-For is believed (127.0.0.1); may be repeated',
    initial: '',
    repeated: true,
  },
  privateWebhooks: {
    flag: '--private-webhooks',
    variable: 'WEFT_PRIVATE_WEBHOOKS',
    help: 'let webhooks go to private addresses too',
    initial: 'false',
  },
  limit: {
    flag: '--limit <name=number>',
    variable: 'WEFT_LIMITS',
    help: 'another value for a limit of shared/limits.ts, in its unit (readKept=2592000000); may be repeated',
    initial: '',
    repeated: true,
  },
  debug: { flag: '--debug', variable: 'WEFT_DEBUG', help: 'log everything', initial: 'false' },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;

const boolean = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', '1', 'yes', 'on', 'false', '0', 'no', 'off', ''], { error: 'it must be true or false' }))
  .transform((value) => ['true', '1', 'yes', 'on'].includes(value));

const LIMIT = /^[A-Za-z]+=\d{1,15}$/;

const PORT = 'it must be a whole number from 0 to 65535';

const origin = z
  .string()
  .refine(isOrigin, { error: 'it must be an origin as browsers write it, like https://app.example or http://localhost:5173' })
  .transform((value) => new URL(value).origin);

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''));

const ranges = list.pipe(z.array(z.string().refine(isCidr, { error: 'it must be an address or a range of them, like 10.0.0.0/8 or ::1' })));

const limits = list
  .pipe(z.array(z.string().regex(LIMIT, { error: 'it must be a name and a whole number, like tasksPerProject=10000' })))
  .pipe(z.array(z.string().refine(isLimit, { error: 'it must name one of the limits in shared/limits.ts' })))
  .transform(
    (given): Partial<Limits> => Object.fromEntries(given.map((one) => one.split('=')).map(([name = '', value]) => [name, Number(value)])),
  );

const VALUES = {
  host: z.string().regex(/^[A-Za-z0-9.:_-]+$/, { error: 'it must be an address or a host name, like 127.0.0.1' }),
  port: z
    .string()
    .regex(/^\d{1,5}$/, { error: PORT })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: PORT }),
  data: z.string().min(1, { error: 'it must name a folder' }),
  auth: z.enum(['open', 'accounts', 'jwt'], { error: 'it must be open, accounts or jwt' }),
  insecureOpen: boolean,
  jwtSecretFile: z.string(),
  jwtJwks: z.string().refine((text) => text === '' || (URL.canParse(text) && /^https?:\/\//i.test(text)), {
    error: 'it must be a URL, like https://id.example/.well-known/jwks.json',
  }),
  jwtIssuer: z.string(),
  jwtAudience: z.string(),
  allowOrigin: list.pipe(z.array(origin)),
  allowIp: ranges,
  trustProxy: ranges,
  privateWebhooks: boolean,
  limit: limits,
  debug: boolean,
} as const satisfies Record<Name, z.ZodType>;

/**
 * Reads flags and `WEFT_*` variables into a Config. `--help` and `--version` are printed by `print`, and answered with null.
 * @throws ConfigError for a wrong flag, a wrong value, or what would be unsafe
 */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { version, print }: { readonly version: string; print(text: string): void },
): Config | null {
  const flags = readFlags(args, version, print);
  if (flags === null) return null;
  const read = <N extends Name>(name: N): z.infer<(typeof VALUES)[N]> => {
    const { flag, variable, initial } = SETTINGS[name];
    const given = flags[name];
    const source = given !== undefined ? (flag.split(' ')[0] as string) : variable;
    // An empty variable is one that isn't set: compose files write it so.
    const text = given ?? (env[variable] || initial);
    const result = VALUES[name].safeParse(text);
    if (result.success) return result.data as z.infer<(typeof VALUES)[N]>;
    throw new ConfigError('config.value', `${source} is '${text}': ${result.error.issues[0]?.message}.`);
  };
  const auth = read('auth');
  const host = read('host');
  if (auth === 'open' && !isLoopback(host) && !read('insecureOpen')) {
    throw new ConfigError(
      'config.insecure',
      `--auth open lets anyone read and change everything, and ${host} can be reached from other machines. ` +
        'Use --host 127.0.0.1, or add --insecure-open if you trust everyone on that network.',
    );
  }
  const tokens = {
    secretFile: read('jwtSecretFile'),
    jwks: read('jwtJwks'),
    issuer: read('jwtIssuer'),
    audience: read('jwtAudience'),
  };
  return {
    host,
    port: read('port'),
    data: path.resolve(read('data')),
    auth,
    jwt: auth === 'jwt' ? readJwt(env[JWT_SECRET] ?? '', tokens) : null,
    allowOrigins: read('allowOrigin'),
    allowIps: read('allowIp'),
    trustProxies: read('trustProxy'),
    privateWebhooks: read('privateWebhooks'),
    limits: read('limit'),
    debug: read('debug'),
  };
}

interface JwtSettings {
  readonly secretFile: string;
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
}

/** How tokens are checked. No message ever holds a secret. */
function readJwt(givenSecret: string, { secretFile, jwks, issuer, audience }: JwtSettings): JwtConfig {
  const ways = [givenSecret, secretFile, jwks].filter((way) => way !== '').length;
  if (ways !== 1) {
    throw new ConfigError(
      'config.missing',
      `--auth jwt takes one way to check tokens, and ${ways === 0 ? 'none is' : 'several are'} given. ` +
        `Put the secret into ${JWT_SECRET}, or name its file with --jwt-secret-file, or name the issuer's keys with --jwt-jwks.`,
    );
  }
  const expected = { ...(issuer === '' ? {} : { issuer }), ...(audience === '' ? {} : { audience }) };
  if (jwks !== '') return { jwks: new URL(jwks), ...expected };
  const secret = secretFile === '' ? givenSecret : readSecret(secretFile);
  const bytes = Buffer.byteLength(secret);
  if (bytes < SECRET_BYTES) {
    const source = secretFile === '' ? JWT_SECRET : `The file ${secretFile}`;
    throw new ConfigError('config.value', `${source} has a secret of ${bytes} bytes: it must have ${SECRET_BYTES} or more.`);
  }
  return { secret, ...expected };
}

/** A file's text, without the line's end that editors write. */
function readSecret(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigError('config.value', `--jwt-secret-file is '${file}': it can't be read (${why}).`, { cause: error });
  }
}

function isLimit(given: string): boolean {
  return Object.hasOwn(LIMITS, given.slice(0, given.indexOf('=')));
}

/**
 * Limits as an embedding program gives them, without those that it leaves undefined: a limit that is none would bound nothing.
 * @throws ConfigError `config.value` for a name or a value that is wrong
 */
export function readLimits(given: Partial<Limits>): Partial<Limits> {
  const told = Object.entries<unknown>(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of told) {
    if (!Object.hasOwn(LIMITS, name)) throw new ConfigError('config.value', `limits.${name} is no limit. LIMITS has the names.`);
    if (typeof value === 'number' && value >= 0) continue;
    const shown = typeof value === 'string' ? `'${value}'` : String(value);
    throw new ConfigError('config.value', `limits.${name} is ${shown}: it must be a number from 0 on.`);
  }
  return Object.fromEntries(told);
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href && url.username === '';
}

/** The flags that were given, as text. Null when commander answered by itself. */
function readFlags(args: readonly string[], version: string, print: (text: string) => void): Partial<Record<Name, string>> | null {
  const command = new Command('weft')
    .description('A server for working together in real time.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this')
    .argument('[command]', 'serve: run the server', 'serve')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined });
  for (const { flag, variable, help, initial, repeated = false } of Object.values<Setting>(SETTINGS)) {
    const shown = flag.includes('<') && initial !== '' ? `, else ${initial}` : '';
    const option = new Option(flag, `${help} (${variable}${shown})`);
    if (repeated) option.argParser<string>((value, before) => (before === undefined ? value : `${before},${value}`));
    command.addOption(option);
  }
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    const [what = ''] = error.message.replace(/^error: /, '').split('\n');
    throw new ConfigError('config.flag', `${what.replace(/\.$/, '')}. 'weft --help' lists the flags.`, { cause: error });
  }
  const [name = 'serve'] = command.args;
  if (name !== 'serve') throw new ConfigError('config.flag', `there is no command '${name}'. 'weft --help' lists what there is.`);
  const given: Partial<Record<Name, string>> = {};
  for (const [option, value] of Object.entries<string | boolean>(command.opts())) {
    given[option as Name] = String(value);
  }
  return given;
}
