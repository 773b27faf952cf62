/** What programs that wish no good, and broken ones, send in place of a form: bodies as they go over the line. */

export interface Garbage {
  readonly name: string;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const form = 'application/x-www-form-urlencoded';

/** What one field may hold that no rule foresaw: wrong kinds, ends of ranges, words that programs take for their own. */
export const oddValues: readonly string[] = [
  ' ',
  '-1',
  '1.5',
  '1e309',
  '99999999999999999999999999',
  '2026-02-31',
  '令和99年13月40日',
  '__proto__',
  "../../' OR 1=1; --",
  'a@b\r\nBcc: c@example.jp',
  '\u0000',
  '\u202Egnp.exe',
  '😀'.repeat(60),
  'x'.repeat(1100),
  '00000000-0000-4000-8000-000000000000',
];

/** The form with these fields in every broken way. `own` goes along in order: who presses is never in doubt. */
export function garbageForms(fields: readonly string[], own: Readonly<Record<string, string>>): readonly Garbage[] {
  const ownPairs = Object.entries(own).map(([name, value]) => pair(name, value));
  const each = (write: (field: string) => string[]) => [...ownPairs, ...fields.flatMap(write)].join('&');
  const of = (name: string, body: string): Garbage => ({ name, contentType: form, body });
  return [
    of(
      'nothing',
      each(() => []),
    ),
    ...oddValues.map((value) =>
      of(
        `each field ${JSON.stringify(value.slice(0, 20))}`,
        each((field) => [pair(field, value)]),
      ),
    ),
    of(
      'each field twice',
      each((field) => [pair(field, 'a'), pair(field, 'b')]),
    ),
    of(
      'lists',
      each((field) => [`${pair(`${field}[]`, 'a')}`, pair(`${field}[0][b][c]`, 'd')]),
    ),
    of(
      'not UTF-8',
      each((field) => [`${encodeURIComponent(field)}=%FF%FE%ED%A0%80`]),
    ),
    of(
      'half an escape',
      each((field) => [`${encodeURIComponent(field)}=%`]),
    ),
    of(
      'a lone surrogate',
      each((field) => [`${encodeURIComponent(field)}=%ED%B0%80`]),
    ),
    of(
      'more fields than any form has',
      each(() => Array.from({ length: 2000 }, (_, index) => `f${index}=1`)),
    ),
    of('too large', `${each(() => [])}&large=${'x'.repeat(300_000)}`),
    of(
      'names of an object',
      each(() => ['__proto__[a]=1', 'constructor=1', 'toString=1', 'hasOwnProperty=1', '=1']),
    ),
    { name: 'JSON', contentType: 'application/json', body: JSON.stringify({ ...own, words: { $gt: '' } }) },
    { name: 'broken JSON', contentType: 'application/json', body: '{"a":' },
    { name: 'another charset', contentType: `${form}; charset=shift_jis`, body: each((field) => [`${field}=a`]) },
    { name: 'a made-up charset', contentType: `${form}; charset=x-none`, body: each((field) => [`${field}=a`]) },
    {
      name: 'nothing it is called',
      contentType: 'application/octet-stream',
      body: new Uint8Array([0, 255, 254, 13, 10]),
    },
    {
      name: 'parts without an end',
      contentType: 'multipart/form-data; boundary=b',
      body: multipart(own, 'file"; filename="a\r\nb'),
    },
    { name: 'parts without a boundary', contentType: 'multipart/form-data', body: '--b\r\n\r\n' },
    {
      name: 'parts with an odd file',
      contentType: 'multipart/form-data; boundary=b',
      body: `${multipart(own, 'file"; filename="..\\..\\\u202Efdp.exe')}--b--\r\n`,
    },
  ];
}

/**
 * The form in order but for one field, which is broken: each field in turn, in each of the ways that reach furthest.
 * `own` gives what each sending has anew.
 */
export function brokenOneByOne(
  fields: ReadonlyMap<string, string>,
  own: () => Readonly<Record<string, string>>,
): readonly Garbage[] {
  const ways: Readonly<Record<string, (field: string, value: string) => readonly string[]>> = {
    missing: () => [],
    twice: (field, value) => [pair(field, value), pair(field, 'b')],
    'U+0000': (field) => [pair(field, 'a\u0000b')],
    'not UTF-8': (field) => [`${encodeURIComponent(field)}=%FF%FE%ED%A0%80`],
    huge: (field) => [pair(field, '😀'.repeat(5000))],
  };
  return [...fields.keys(), ...Object.keys(own())].flatMap((field) =>
    Object.entries(ways).map(([way, broken]) => {
      const inOrder = new Map([...fields, ...Object.entries(own())]);
      const others = [...inOrder].filter(([name]) => name !== field).map(([name, value]) => pair(name, value));
      const body = [...others, ...broken(field, inOrder.get(field) ?? '')].join('&');
      return { name: `${field} ${way}`, contentType: form, body };
    }),
  );
}

function pair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

function multipart(own: Readonly<Record<string, string>>, file: string): string {
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return `${Object.entries(own)
    .map(([name, value]) => part(name, value))
    .join('')}${part(file, 'MZ')}`;
}
