/** What an act is about, by the name that people know it by, with the way to its page where the reader may go there. */
import { counterpartyTitles } from '../../domain/circuit.ts';
import { eventWords } from '../../domain/event-words.ts';
import { registerNamed } from '../../domain/registers/all.ts';
import type { Permission } from '../../domain/staff-rights.ts';
import type { SubjectNames } from '../../prisma/audit-subjects.ts';
import { uuidForm } from '../../prisma/keyset.ts';
import { tableHref } from './fee-tables/words.ts';
import { registerHref, rowHref } from './registers/addresses.ts';

export interface ShownSubject {
  /** In words of ours: which register, which counterparty; null: the kind of subject says all. */
  readonly term: string | null;
  /** As the thing itself is called; null: the term is its name. */
  readonly name: string | null;
  /** Its page; null where it has none, or not for this reader. */
  readonly href: string | null;
}

/** What the reader may open: cases by branch, other pages by permission. */
export type MayOpen = (permission: Permission, branchId?: string) => boolean;

/** What nobody knows by a name any more is told by its id. */
export function shownSubject(subject: string, names: SubjectNames, mayOpen: MayOpen): ShownSubject {
  const [kind = '', ...rest] = subject.split('/');
  const [id, known] = [rest.join('/'), names.get(subject)];
  const page = (permission: Permission, href: string) => (known !== undefined && mayOpen(permission) ? href : null);
  const named = { term: null, name: known?.name ?? id };
  switch (kind) {
    case 'user':
      return { ...named, href: page('see-users', `/users/${id}`) };
    case 'bulk-retry':
      return { ...named, href: page('see-stuck', `/bulk-retries/${id}`) };
    case 'finding':
      return { ...named, href: page('see-stuck', `/sweeps/${id}`) };
    case 'bank-file':
      return { ...named, href: page('see-fees', `/fees/files/${id}`) };
    case 'erasure':
      return known === undefined
        ? { ...named, href: null }
        : { term: eventWords[known.name] ?? known.name, name: null, href: `/audit/${id}` };
    case 'circuit':
      return Object.hasOwn(counterpartyTitles, id)
        ? {
            term: counterpartyTitles[id as keyof typeof counterpartyTitles],
            name: null,
            href: mayOpen('see-stuck') ? '/circuits' : null,
          }
        : { ...named, href: null };
    case 'export':
      return { term: exportTitles[rest[0] ?? ''] ?? rest[0] ?? '', name: null, href: null };
    case 'register':
      return ofRegister(rest, known, mayOpen);
    default:
      return { ...named, href: null };
  }
}

function ofRegister(
  [name = '', ...rest]: readonly string[],
  known: { readonly name: string; readonly isGone?: boolean } | undefined,
  mayOpen: MayOpen,
): ShownSubject {
  const key = rest.join('/');
  if (name === 'fee-bill') {
    const href = uuidForm.test(key) ? `/fees/bills/${key}` : '/fees/bills';
    return { term: '月の請求', name: known?.name ?? key.replace('-', '/'), href: mayOpen('see-fees') ? href : null };
  }
  if (name === 'fee-table') {
    const version = decodeURIComponent(key);
    return { term: '保証料の表', name: version, href: mayOpen('see-registers') ? tableHref({ version }) : null };
  }
  const register = registerNamed(name);
  if (register === null || known === undefined) return { term: register?.title ?? name, name: key, href: null };
  const href = known.isGone === true ? `${registerHref(register)}/changes` : rowHref(register, key);
  return { term: register.title, name: known.name, href: mayOpen('see-registers') ? href : null };
}

/** The lists that leave as files. */
export const exportTitles: Readonly<Record<string, string>> = {
  users: '利用者',
  'bank-deposits': '入金ファイル',
  deposits: '入金の一覧',
  'fee-bills': '月の請求',
  registers: '登録簿',
  audit: '監査記録',
  'fee-tables': '保証料の表',
  guarantees: '保証一覧',
  fees: '保証料',
};
