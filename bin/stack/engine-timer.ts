/**
 * The schema engine guards its lock with a timer of ten seconds and never clears it, which would keep the process alive
 * that long after its work. While `act` runs, timers of exactly that length do not hold the process.
 */

const lockTimeoutMs = 10_000;

export async function withoutLockTimer<T>(act: () => Promise<T>): Promise<T> {
  const { setTimeout } = globalThis;
  const patched = (callback: () => void, ms?: number): NodeJS.Timeout => {
    const timer = setTimeout(callback, ms);
    return ms === lockTimeoutMs ? timer.unref() : timer;
  };
  globalThis.setTimeout = Object.assign(patched, setTimeout) as typeof setTimeout;
  try {
    return await act();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}
