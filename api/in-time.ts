/** Waiting that ends: what did not come in time is answered without it. */

/** What the promise resolves to, or the fallback once the time is over. The work itself goes on. */
export async function inTime<T, F>(work: Promise<T>, ms: number, fallback: F): Promise<T | F> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<F>((resolve) => {
    timer = setTimeout(() => resolve(fallback), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the probe resolves within the time. */
export function answersInTime(probe: () => Promise<unknown>, ms: number): Promise<boolean> {
  const answer = probe().then(
    () => true,
    () => false,
  );
  return inTime(answer, ms, false);
}
