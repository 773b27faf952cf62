/** What an address is filled with on a walk: ids of things that are there, and the few words that addresses know. */
import { parametersOf } from '../../support/addresses.ts';

/** What parameters beside ids may be. */
export const otherValues = [
  '1',
  '2',
  'certificate',
  'fee-statement',
  'tokyo',
  'tochigi',
  'd-sure',
  'mail',
  'post × DSureUnreachable × d-sure',
];

/**
 * The values of an address's parameters, the likeliest first. A parameter that is called otherwise than `id` is a word
 * first, and then what stands last in the list. Of two parameters: ids that stand beside each other in the list, as a thing
 * of another thing is put there; then each id with each word. Not every id with every other: that grows with the square.
 */
export function likelyValues(path: string, ids: readonly string[]): readonly (readonly string[])[] {
  const parameters = parametersOf(path);
  if (parameters === 0) return [[]];
  const isById = /^[^:]*:id\b/.test(path);
  const inOrder = isById ? ids : [...ids].reverse();
  if (parameters === 1) return (isById ? [...ids, ...otherValues] : [...otherValues, ...inOrder]).map((id) => [id]);
  const neighbours = ids.slice(1).map((id, index) => [ids[index] as string, id]);
  return [
    ...(isById ? neighbours : neighbours.reverse()),
    ...inOrder.flatMap((id) => otherValues.map((other) => [id, other])),
  ];
}
