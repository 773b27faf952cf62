/** Every address that an app answers, read from its own router: nobody can forget to add one here. */
import type { Express } from 'express';

export interface Address {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  /** Whether a router is mounted at the root: of another one the place cannot be read. */
  readonly slash: boolean;
  readonly handle: { readonly stack?: readonly Layer[] };
}

export function addressesOf(app: Express): readonly Address[] {
  return below((app as unknown as { router: { stack: readonly Layer[] } }).router.stack);
}

function below(stack: readonly Layer[]): Address[] {
  return stack.flatMap(({ route, slash, handle }) => {
    if (route !== undefined) return atRoute(route);
    if (handle.stack === undefined) return [];
    if (!slash) throw new Error('A router is mounted where the walk cannot read its addresses: mount it at the root.');
    return below(handle.stack);
  });
}

function atRoute({ path, methods }: NonNullable<Layer['route']>): Address[] {
  if (typeof path !== 'string') throw new Error(`The walk reads addresses that are texts, not ${String(path)}.`);
  return Object.keys(methods)
    .filter((method) => method !== '_all' && method !== 'head')
    .map((method) => ({ method: method.toUpperCase(), path }));
}

/** The path as far as its last parameter: what stands after it belongs to the same thing. */
export function thingOf(path: string): string {
  return /^(.*:\w+)/.exec(path)?.[1] ?? '';
}

/** The path with these values in place of its parameters, in order. */
export function filled(path: string, values: readonly string[]): string {
  const left = [...values];
  return path.replace(/:\w+/g, () => encodeURIComponent(left.shift() ?? ''));
}

export function parametersOf(path: string): number {
  return path.match(/:\w+/g)?.length ?? 0;
}
