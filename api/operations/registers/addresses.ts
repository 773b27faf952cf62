/** The addresses of registers and of their rows, and the register or row that an address names. */
import type { Request } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { registerNamed } from '../../../domain/registers/all.ts';
import { type Register, type RegisterRow, rowKeyOf } from '../../../domain/registers/register.ts';
import type { Database } from '../../../prisma/database.ts';
import { registerRow } from '../../../prisma/register-rows.ts';

export function registerHref({ name }: Pick<Register, 'name'>): string {
  return `/registers/${name}`;
}

export function rowHref(register: Register, rowKey: string): string {
  return `${registerHref(register)}/rows/${encodeURIComponent(rowKey)}`;
}

export function hrefOfRow(register: Register, row: RegisterRow): string {
  return rowHref(register, rowKeyOf(register, row));
}

/** Refuses: `register-must-exist`. */
export function registerIn({ params }: Request): Register {
  const register = registerNamed(String(params.name));
  if (register === null) throw new Refusal('register-must-exist');
  return register;
}

/** Refuses: `register-must-exist`, `register-row-must-exist`. */
export async function rowIn(db: Database, request: Request) {
  const register = registerIn(request);
  const rowKey = String(request.params.key);
  const row = await registerRow(db, register, rowKey);
  if (row === null) throw new Refusal('register-row-must-exist');
  return { register, rowKey, row };
}

/** The way back from a page of a register. */
export function trailOf(register: Register, title?: string) {
  const index = { title: '登録簿', href: '/registers' };
  return title === undefined
    ? [index, { title: register.title }]
    : [index, { title: register.title, href: registerHref(register) }, { title }];
}

/** The name of a field in the form: apart from the form's own. */
export function fieldId(name: string | undefined): string {
  return `row.${name ?? ''}`;
}
