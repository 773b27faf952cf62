/** What the pages work with. */
import type { Pages } from '../../web/pages.ts';
import type { Services, Settings } from '../services.ts';
import type { SignIn } from '../sign-in.ts';

export interface PageServices extends Services {
  readonly settings: Settings;
  readonly pages: Pages;
  readonly signIn: SignIn;
}

export const languageCookie = 'd-sure.language';
