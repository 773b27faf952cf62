/** D-Sure's settings: the only reader of its environment. */
import { z } from 'zod';
import { type Colour, colours } from '../web/colours.ts';

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Where browsers reach the pages: `https://d-sure.example.jp`. Sign-in and forms from elsewhere are refused. */
  readonly origin: string;
  /** Signs sessions and form tokens, keys the digests of what is counted, and seals the viewing passwords of other platforms. */
  readonly sessionSecret: string;
  /** What the authority reads as the service's name. */
  readonly name: string;
  /** Of links and buttons. */
  readonly colour: Colour;
  /** Reverse proxies in front of us whose word about a browser's address is believed: how many. */
  readonly trustedProxies: number;
  /** Folder of the posted PDFs. */
  readonly documentStore: string;
  readonly logLevel: z.infer<typeof logLevels>;
}

const logLevels = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);
const text = z.string().min(1);

/** Reads the settings once, at start. A missing or unusable one stops the process here, by name. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    databaseUrl: read(env, 'D_SURE_DATABASE_URL', z.url({ protocol: /^postgres(ql)?$/ })),
    host: read(env, 'D_SURE_HOST', text),
    port: read(env, 'D_SURE_PORT', z.coerce.number().int().min(0).max(65_535)),
    origin: read(
      env,
      'D_SURE_ORIGIN',
      z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
    ),
    sessionSecret: read(env, 'D_SURE_SESSION_SECRET', z.string().min(32)),
    name: read({ D_SURE_NAME: '保証確認サービス', ...env }, 'D_SURE_NAME', text),
    colour: read({ D_SURE_COLOUR: 'blue', ...env }, 'D_SURE_COLOUR', z.enum(colours)),
    trustedProxies: read(
      { D_SURE_TRUSTED_PROXIES: '0', ...env },
      'D_SURE_TRUSTED_PROXIES',
      z.coerce.number().int().nonnegative(),
    ),
    documentStore: read(env, 'D_SURE_DOCUMENT_STORE', text),
    logLevel: read({ LOG_LEVEL: 'info', ...env }, 'LOG_LEVEL', logLevels),
  };
}

/** One setting. Throws with its name, and never with its value: it may be a secret. */
export function read<T>(env: NodeJS.ProcessEnv, name: string, schema: z.ZodType<T>): T {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set.`);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${name} is not usable: ${parsed.error.issues[0]?.message ?? 'unknown reason'}`);
  return parsed.data;
}
