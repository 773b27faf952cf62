/** An error as the log may hold it: where it came from, without its message, which may carry data. */
export function loggable(error: unknown): { name: string; code?: unknown; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { name: error.name, ...('code' in error ? { code: error.code } : {}), at };
}
