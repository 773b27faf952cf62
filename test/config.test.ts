/** The settings: a missing or wrong one stops the process by name, and no value is ever repeated. */
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig, readDatabaseUrl, settings } from '../config.ts';

const complete = {
  DATABASE_URL: 'postgres://hosho_service:secret-word@127.0.0.1:5432/hosho',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  KEY_RING: 'a-key-nobody-may-see',
  DOCUMENT_STORE: '/var/lib/hosho/documents',
  D_SURE_URL: 'https://d-sure.example.jp',
  D_SURE_TOKEN: 'a-token-nobody-may-see',
  SMTP_URL: 'smtp://mailer:secret-word@mail.example.jp',
  MAIL_FROM: 'hosho@example.jp',
  NET_DESK_URL: 'https://net-desk.example.jp',
  OPERATIONS_URL: 'https://operations.example.jp',
  SESSION_SECRET: 'a-session-secret-nobody-may-see',
};

test('what must be given is what has no default', () => {
  const names = Object.entries(settings.shape)
    .filter(([, setting]) => !setting.safeParse(undefined).success)
    .map(([name]) => name);
  expect(names).toEqual(Object.keys(complete));
});

test('with these alone the service starts, and numbers are numbers', () => {
  expect(readConfig(complete)).toMatchObject({ ...complete, API_PORT: 3000, TEMPORAL_TLS: false, EFFECT_TRIES: 8 });
});

test.each(Object.keys(complete))('without %s nothing starts, and it is named', (name) => {
  expect(() => readConfig({ ...complete, [name]: undefined })).toThrow(
    new ConfigError(`These settings are missing or wrong: ${name}. The README lists what each is for.`),
  );
});

test('all that is missing or wrong is told at once', () => {
  const wrong = { ...complete, MAIL_FROM: undefined, API_PORT: 'many', TEMPORAL_TLS: 'perhaps' };
  for (const name of ['MAIL_FROM', 'API_PORT', 'TEMPORAL_TLS']) expect(() => readConfig(wrong)).toThrow(name);
});

test.each([
  ['API_PORT', '-1'],
  ['API_PORT', '3.5'],
  ['DATABASE_CONNECTIONS', '0'],
  ['EFFECT_TRIES', 'eight'],
  ['TEMPORAL_TLS', 'yes'],
  ['LOG_LEVEL', 'loud'],
  ['NET_DESK_COLOUR', 'red'],
  ['SWEEP_EVERY_MS', '999'],
  ['RESPONSES_EVERY_MS', '500'],
])('%s=%s is refused by name, without the value', (name, value) => {
  const read = () => readConfig({ ...complete, [name]: value });
  expect(read).toThrow(name);
  expect(read).not.toThrow(value);
});

test('no value is repeated where a setting is wrong', () => {
  const read = () => readConfig({ ...complete, API_PORT: 'many' });
  for (const value of Object.values(complete)) expect(read).not.toThrow(value);
});

test('each setting says what it is for', () => {
  for (const [name, setting] of Object.entries(settings.shape)) {
    expect([name, setting.meta()?.description ?? '']).toEqual([name, expect.stringMatching(/\S.*[.:]/)]);
  }
});

test('a command that only touches the tables asks for the database alone', () => {
  expect(readDatabaseUrl({ DATABASE_URL: complete.DATABASE_URL })).toBe(complete.DATABASE_URL);
  for (const DATABASE_URL of [undefined, '']) {
    expect(() => readDatabaseUrl({ DATABASE_URL })).toThrow('DATABASE_URL');
  }
});
