/** The settings of the service's processes, read once at start. The only reader of process.env. */
import { z } from 'zod';
import { colours } from './web/colours.ts';

const text = z.string().min(1);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const whole = (fallback: number) => z.coerce.number().int().positive().default(fallback);

/** Mail addresses, separated by commas; none where it is empty. */
const addresses = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
  )
  .pipe(z.array(z.email()));

const colour = z.enum(colours).default('blue');

/** Of a Temporal Schedule, which knows no interval below a second. */
const atLeastASecond = (fallback: number) => z.coerce.number().int().min(1000).default(fallback);

/** Every setting by its environment variable. One without a default must be given. */
export const settings = z.object({
  DATABASE_URL: text.meta({ description: 'PostgreSQL, with the role of least rights (hosho_service).' }),
  DATABASE_CONNECTIONS: whole(10).meta({ description: 'Connections that each process keeps to PostgreSQL.' }),
  TEMPORAL_ADDRESS: text.meta({ description: 'host:port of the Temporal frontend.' }),
  TEMPORAL_NAMESPACE: z.string().default('default').meta({ description: 'Namespace of the workflows.' }),
  TEMPORAL_TLS: flag.default(false).meta({ description: 'true: connect with TLS.' }),
  TEMPORAL_TLS_CA: text.optional().meta({ description: 'File with the server’s root certificate.' }),
  TEMPORAL_TLS_CERTIFICATE: text.optional().meta({ description: 'File with our certificate, for mutual TLS.' }),
  TEMPORAL_TLS_KEY: text.optional().meta({ description: 'File with its key.' }),
  TEMPORAL_API_KEY: text.optional().meta({ description: 'API key of Temporal Cloud.' }),
  TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: 'Address of Temporal’s own pages: a case file leads there.' }),
  TASK_QUEUE_PREFIX: z
    .string()
    .default('')
    .meta({ description: 'Put before queue names, where installations share a namespace.' }),
  KEY_RING: text.meta({
    description: 'id:base64 of 32 bytes, newest first, separated by commas. Seals authentication keys and key notices.',
  }),
  DOCUMENT_STORE: text.meta({ description: 'Folder of the document store.' }),
  D_SURE_URL: text.meta({ description: 'Address of D-Sure’s machine side.' }),
  D_SURE_TOKEN: text.meta({ description: 'The surety’s credentials at D-Sure.' }),
  D_SURE_TIMEOUT_MS: whole(10_000).meta({ description: 'How long one call to D-Sure may take.' }),
  SMTP_URL: text.meta({ description: 'smtp:// or smtps:// of the mail server.' }),
  MAIL_FROM: text.meta({ description: 'Sender of all mails.' }),
  AUDIT_MAIL_TO: addresses.meta({
    description: 'Who is mailed the audit log’s head hash of each day: addresses, separated by commas.',
  }),
  NET_DESK_URL: text.meta({
    description: 'Address of the contractor’s screens, as it stands in mails. Passkeys belong to its host name.',
  }),
  NET_DESK_NAME: z
    .string()
    .default('インターネット保証サービス')
    .meta({ description: 'The contractor’s service by the name that people read.' }),
  D_SURE_NAME: z
    .string()
    .default('保証確認サービス（D-Sure）')
    .meta({ description: 'The viewing platform by the name that people read.' }),
  NET_DESK_COLOUR: colour.meta({
    description: `Colour of links and buttons on the contractor’s screens: ${colours.join(', ')}.`,
  }),
  NET_DESK_HOST: z
    .string()
    .default('127.0.0.1')
    .meta({ description: 'Address that the contractor’s screens listen on.' }),
  NET_DESK_PORT: whole(3001).meta({ description: 'Port that the contractor’s screens listen on.' }),
  OPERATIONS_URL: text.meta({ description: 'Address of the staff’s screens, as it stands in mails.' }),
  OPERATIONS_NAME: z
    .string()
    .default('保証業務')
    .meta({ description: 'The staff’s service by the name that people read.' }),
  OPERATIONS_COLOUR: colour.meta({ description: 'The same on the staff’s screens.' }),
  OPERATIONS_HOST: z.string().default('127.0.0.1').meta({ description: 'Address that the staff’s screens listen on.' }),
  OPERATIONS_PORT: whole(3002).meta({ description: 'Port that the staff’s screens listen on.' }),
  SESSION_SECRET: text.meta({
    description: 'Signs the cookies and forms of people who are signed in: 32 random bytes.',
  }),
  TRUSTED_PROXIES: z.coerce.number().int().nonnegative().default(0).meta({
    description: 'How many reverse proxies in front of screens and API are believed about a client’s address.',
  }),
  API_HOST: z.string().default('127.0.0.1').meta({ description: 'Address that the API listens on.' }),
  API_PORT: whole(3000).meta({ description: 'Port that the API listens on.' }),
  COMMAND_WAIT_MS: whole(10_000).meta({
    description: 'How long the API waits for a command’s outcome before it answers 202.',
  }),
  PRINTER_PAGES: whole(2).meta({ description: 'Warm browser pages: one per core.' }),
  PRINTER_PAGE_DOCUMENTS: whole(500).meta({ description: 'Documents after which a page is replaced.' }),
  PUPPETEER_EXECUTABLE_PATH: text.optional().meta({ description: 'The Chromium to print with.' }),
  BROWSER_CACHE: z
    .string()
    .default('var/browser')
    .meta({ description: 'Folder that a packed Chromium is unpacked into.' }),
  WORKFLOW_BUNDLE: text.optional().meta({
    description: 'File of the workflows, made beforehand from this very version; the worker makes its own without it.',
  }),
  MAX_CACHED_WORKFLOWS: whole(500).meta({ description: 'Runs kept in a worker’s memory; above the cases in flight.' }),
  EFFECT_TRIES: whole(8).meta({ description: 'Tries of an effect before it becomes an incident.' }),
  EFFECT_FIRST_WAIT_MS: whole(1000).meta({ description: 'Wait before the second try; doubles up to ten times this.' }),
  SWEEP_EVERY_MS: atLeastASecond(15_000).meta({
    description: 'How often the sweeper looks for what was not carried on.',
  }),
  RESPONSES_EVERY_MS: atLeastASecond(5000).meta({ description: 'How often D-Sure’s feed is read.' }),
  HEALTH_EVERY_MS: atLeastASecond(15_000).meta({
    description: 'How often the worker asks D-Sure, SMTP, document store, Temporal and database whether they answer.',
  }),
  ALERT_WEBHOOK_SECRET: text.optional().meta({
    description:
      'Signs what webhooks are told: 32 random bytes. Each webhook’s own secret is HMAC-SHA256(this, its id), in hex.',
  }),
  ALERT_WEBHOOK_TIMEOUT_MS: whole(10_000).meta({ description: 'How long one call of a webhook may take.' }),
  ALERT_WEBHOOK_PRIVATE: flag
    .default(false)
    .meta({ description: 'true: webhooks may lie at http:// and at addresses of private networks.' }),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'What is logged.' }),
});
export type Config = z.output<typeof settings>;

/** Thrown at start, with the names of the variables that are missing or wrong, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The settings. A missing or wrong one stops the process here, by name. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = settings.safeParse(env);
  if (read.success) return read.data;
  const names = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].join(', ');
  throw new ConfigError(`These settings are missing or wrong: ${names}. The README lists what each is for.`);
}

/** The one setting of commands that only touch the tables. Stops, by name, where it is missing. */
export function readDatabaseUrl(env: NodeJS.ProcessEnv): string {
  const { DATABASE_URL: url } = env;
  if (url === undefined || url === '') throw new ConfigError('These settings are missing or wrong: DATABASE_URL.');
  return url;
}
