/** What D-Sure works with, handed in from the process or a test. */

import type { Logger } from 'pino';
import type { Colour } from '../web/colours.ts';
import type { Database } from './database.ts';
import type { FileStore } from './file-store.ts';

export interface Services {
  readonly database: Database;
  readonly files: FileStore;
  readonly log: Logger;
  readonly now: () => Date;
}

/** What the pages and the sign-in need to know of the settings. */
export interface Settings {
  readonly origin: string;
  readonly sessionSecret: string;
  readonly name: string;
  /** Of links and buttons; blue where nothing is said. */
  readonly colour?: Colour;
  /** Reverse proxies in front of us whose word about a browser's address is believed: how many. */
  readonly trustedProxies: number;
}
