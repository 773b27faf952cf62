/** A device by the names that people know, as far as its browser says: Chrome, Windows. */

export interface Device {
  /** null where it does not say. */
  readonly browser: string | null;
  readonly system: string | null;
}

/** Names in the order of asking: browsers also call themselves by the names of those they resemble. */
const browsers = { Edge: /Edg/, Firefox: /Firefox|FxiOS/, Chrome: /Chrome|CriOS/, Safari: /Safari/ };
const systems = {
  iPhone: /iPhone/,
  iPad: /iPad/,
  Android: /Android/,
  Windows: /Windows/,
  macOS: /Mac OS/,
  Linux: /Linux/,
};

export function deviceOf(userAgent: string | null): Device {
  return { browser: named(browsers, userAgent ?? ''), system: named(systems, userAgent ?? '') };
}

function named(names: Readonly<Record<string, RegExp>>, text: string): string | null {
  return Object.entries(names).find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
