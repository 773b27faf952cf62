/** Looks are shared, and nobody is answered with what was true before they asked. */
import { expect, test } from '@jest/globals';
import { sharedLook } from '../../activities/shared-look.ts';

/** A look that ends when told to; `ends` has one for each that began. */
function slowLook() {
  const ends: PromiseWithResolvers<number>[] = [];
  const look = sharedLook(() => {
    const end = Promise.withResolvers<number>();
    ends.push(end);
    return end.promise;
  });
  return { look, ends };
}

test('who asks while a look is under way is not answered by it, and all of them share the next', async () => {
  const { look, ends } = slowLook();
  const first = look();
  const others = [look(), look(), look()];
  expect(ends).toHaveLength(1);
  ends[0]?.resolve(1);
  await expect(first).resolves.toBe(1);
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);
  ends[1]?.resolve(2);
  await expect(Promise.all(others)).resolves.toEqual([2, 2, 2]);
});

test('who asks when none is under way has a look of their own', async () => {
  const { look, ends } = slowLook();
  const first = look();
  ends[0]?.resolve(1);
  await first;
  const second = look();
  expect(ends).toHaveLength(2);
  ends[1]?.resolve(2);
  await expect(second).resolves.toBe(2);
});

test('a look that fails fails for who shared it; the next is a new one', async () => {
  const { look, ends } = slowLook();
  const first = look();
  const second = look();
  ends[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await new Promise(setImmediate);
  ends[1]?.resolve(2);
  await expect(second).resolves.toBe(2);
});
