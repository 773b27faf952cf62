/** What the pages work with. */
import type { Render } from '../render.ts';
import type { Services, Settings } from '../services.ts';
import type { SignIn } from '../sign-in.ts';

export interface PageServices extends Services {
  readonly settings: Settings;
  readonly render: Render;
  readonly signIn: SignIn;
}
