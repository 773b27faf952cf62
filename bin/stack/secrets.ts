/** The passwords and keys of a local run: made once, kept in a file that only its owner reads. For development only. */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './replace-file.ts';

const makers = {
  superuserPassword: () => token(24),
  serviceOwnerPassword: () => token(24),
  serviceAppPassword: () => token(24),
  dSureOwnerPassword: () => token(24),
  dSureAppPassword: () => token(24),
  keyRing: () => `local:${randomBytes(32).toString('base64')}`,
  dSureToken: () => token(32),
  dSureSessionSecret: () => token(32),
  sessionSecret: () => token(32),
  contractorPassword: () => token(12),
  staffPassword: () => token(12),
  staffTotpSecret: () => base32(randomBytes(20)),
  authorityPassword: () => token(12),
} as const;

export type Secrets = Readonly<Record<keyof typeof makers, string>>;

/** The folder's secrets; those that are missing are made now. */
export function keepSecrets(varFolder: string): Secrets {
  const path = join(varFolder, 'secrets.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const secrets = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, kept[name as keyof Secrets] ?? make()]),
  ) as Secrets;
  if (Object.keys(secrets).some((name) => !(name in kept))) replaceFile(path, secrets);
  return secrets;
}

/** As authenticator apps read a secret: five bits a letter. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
    .join('');
}

function token(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
