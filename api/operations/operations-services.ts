/** What the pages of Operations work with. */
import type { PortalServices } from '../portal/portal.ts';

export type OperationsServices = PortalServices;

export const languageCookie = 'operations.language';
