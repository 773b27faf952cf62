/** The authentication key (認証キー): how it is made, masked, and written for people. */

/** Letters and digits without those that are mistaken for each other: 0 O 1 l I. Source: R-K4. */
export const keyAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
export const keyLength = 12;

const masked = '••••••••••••';

/** A key. It prints masked wherever it is logged, joined or serialised; only `reveal` gives the characters. */
export class AuthenticationKey {
  readonly #characters: string;

  /** Throws a RangeError where the text is no key; the message does not repeat it. */
  constructor(characters: string) {
    if (!isKey(characters)) throw new RangeError('not an authentication key');
    this.#characters = characters;
  }

  /** The twelve characters, for encryption, the key notice and the contractor's own page. */
  reveal(): string {
    return this.#characters;
  }

  toString(): string {
    return masked;
  }

  toJSON(): string {
    return masked;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `AuthenticationKey(${masked})`;
  }
}

/**
 * A new key of 12 characters, each uniform over the 57 of the alphabet: just under 70 bits. No kind of character is
 * demanded, for that would only take strength away. Bytes come from the system's generator; those that would favour
 * some characters are thrown away.
 *
 * Source: R-K2, R-K4.
 */
export function generateAuthenticationKey(randomBytes: (count: number) => Uint8Array): AuthenticationKey {
  const evenly = 256 - (256 % keyAlphabet.length);
  let characters = '';
  while (characters.length < keyLength) {
    for (const byte of randomBytes(keyLength)) {
      if (byte < evenly && characters.length < keyLength) characters += keyAlphabet.charAt(byte % keyAlphabet.length);
    }
  }
  return new AuthenticationKey(characters);
}

/** Whether the text has the form of a key: 12 letters and digits. A key made elsewhere may hold look-alikes. */
export function isKey(text: string): boolean {
  return /^[0-9A-Za-z]{12}$/.test(text);
}

/** Z28Y, UE4J, 3Bux: the key in groups of four, as it is shown and printed. */
export function keyGroups(key: AuthenticationKey): readonly string[] {
  return key.reveal().match(/.{4}/g) ?? [];
}

/** 大文字ゼット・に・はち・…: the key as it is read out on the telephone. Source: R-K4. */
export function keyReading(key: AuthenticationKey): string {
  return [...key.reveal()].map(characterReading).join('・');
}

function characterReading(character: string): string {
  if (/\d/.test(character)) return digitReadings[Number(character)] ?? character;
  const name = letterReadings[character.toUpperCase()] ?? character;
  return `${character === character.toUpperCase() ? '大文字' : '小文字'}${name}`;
}

const digitReadings = ['ゼロ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];

const letterReadings: Record<string, string> = {
  A: 'エー',
  B: 'ビー',
  C: 'シー',
  D: 'ディー',
  E: 'イー',
  F: 'エフ',
  G: 'ジー',
  H: 'エイチ',
  I: 'アイ',
  J: 'ジェー',
  K: 'ケー',
  L: 'エル',
  M: 'エム',
  N: 'エヌ',
  O: 'オー',
  P: 'ピー',
  Q: 'キュー',
  R: 'アール',
  S: 'エス',
  T: 'ティー',
  U: 'ユー',
  V: 'ブイ',
  W: 'ダブリュー',
  X: 'エックス',
  Y: 'ワイ',
  Z: 'ゼット',
};
