/** Sample authorities, their departments, and since when they take electronic guarantees. Invented but for the names. */
import type { AcceptanceRuleKind } from '../domain/acceptance.ts';
import { fromDay } from './days.ts';

export const authorities = [
  {
    id: 'takanezawa',
    name: '高根沢町',
    reading: 'たかねざわまち',
    prefecture: '栃木県',
    class: '市区町村',
    beneficiaryTitle: '高根沢町長',
  },
  {
    id: 'mlit',
    name: '国土交通省',
    reading: 'こくどこうつうしょう',
    prefecture: '東京都',
    class: '国',
    beneficiaryTitle: '支出負担行為担当官',
  },
  {
    id: 'tochigi-pref',
    name: '栃木県',
    reading: 'とちぎけん',
    prefecture: '栃木県',
    class: '都道府県',
    beneficiaryTitle: '栃木県知事',
  },
  {
    id: 'mihon-village',
    name: '見本村',
    reading: 'みほんむら',
    prefecture: '栃木県',
    class: '市区町村',
    beneficiaryTitle: '見本村長',
  },
];

export const departments = [
  department('takanezawa', 'soumu', '総務課', 'そうむか'),
  department('mlit', 'kantou', '関東地方整備局', 'かんとうちほうせいびきょく'),
  department('tochigi-pref', 'kanri', '県土整備部監理課', 'けんどせいびぶかんりか'),
  department('tochigi-pref', 'nouson', '農政部農村振興課', 'のうせいぶのうそんしんこうか'),
];

function department(authorityId: string, id: string, name: string, reading: string) {
  return { id: `${authorityId}-${id}`, authorityId, name, reading };
}

export const acceptanceRules = [
  acceptance('takanezawa', 'by-contract-date', '2025-12-01', '高根沢町の案内'),
  acceptance('mlit', 'by-notice-date', '2022-05-09', '国土交通省の案内'),
  acceptance('tochigi-pref', 'by-contract-date', '2023-04-01', '栃木県の案内'),
  {
    ...acceptance('tochigi-pref', 'by-authority-approval', '2024-04-01', '栃木県農政部の案内'),
    id: 'tochigi-pref-nouson-1',
    departmentId: 'tochigi-pref-nouson',
  },
];

function acceptance(authorityId: string, rule: AcceptanceRuleKind, from: string, source: string) {
  return { id: `${authorityId}-1`, authorityId, rule, fromOn: fromDay(from as never), source };
}
