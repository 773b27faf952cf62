/** What Net Desk's pages work with. */
import type { Pages } from '../../web/pages.ts';
import type { ApiServices } from '../services.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { EventHub } from '../streams/hub.ts';

export interface DeskSettings {
  /** The public origin. */
  readonly origin: string;
  readonly sessionSecret: string;
  /** The portal and the viewing platform by the names that people read. */
  readonly portalName: string;
  readonly dSureName: string;
  /** Reverse proxies in front of us whose word about a browser's address is believed: how many. */
  readonly trustedProxies: number;
}

export interface DeskServices extends ApiServices {
  readonly settings: DeskSettings;
  readonly pages: Pages;
  readonly signIn: SignIn;
  /** Tells open screens what changed. */
  readonly hub: EventHub;
}

export const languageCookie = 'net-desk.language';
