/** What Net Desk's pages work with. */
import type { PortalServices, PortalSettings } from '../portal/portal.ts';

export interface DeskSettings extends PortalSettings {
  /** The viewing platform by the name that people read. */
  readonly dSureName: string;
}

export interface DeskServices extends PortalServices {
  readonly settings: DeskSettings;
}

export const languageCookie = 'net-desk.language';
