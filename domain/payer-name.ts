/** A payer's name as banks write it: in kana, without small kana and long marks one can rely on, the kind of company shortened. */
import { kanaKey } from './text.ts';

/** Kinds of companies, before, after or within the name: カ)マルマルケンセツ, マルマルケンセツ(カ, カブシキガイシャマルマルケンセツ. */
const kinds = ['カブシキガイシャ', 'ユウゲンガイシャ', 'ゴウドウガイシャ', 'ゴウシガイシャ', 'ゴウメイガイシャ'];
const shortKinds = ['カ', 'ユ', 'ド', 'シ', 'メ', 'シャ', 'ザイ', '株', '有', '合', '資', '名'];
const small = 'ァィゥェォッャュョヮヵヶ';
const large = 'アイウエオツヤユヨワカケ';

/** What two spellings of one payer have in common. Empty where nothing is left of it. */
export function payerKey(name: string): string {
  const plain = kanaKey(name)
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => large.charAt(small.indexOf(kana)))
    .replace(/[（]/g, '(')
    .replace(/[）]/g, ')');
  const short = shortKinds.map((kind) => kind.replace('シャ', 'シヤ')).join('|');
  return plain
    .replace(new RegExp(`^\\(?(?:${short})\\)`), '')
    .replace(new RegExp(`\\((?:${short})\\)?$`), '')
    .replace(new RegExp(`\\((?:${short})\\)`), '')
    .replace(new RegExp(kinds.map((kind) => kind.replace('シャ', 'シヤ')).join('|')), '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ーｰ]/g, '');
}
