/** What the pages of Operations work with. */
import type { PortalServices, PortalSettings } from '../portal/portal.ts';

/** Temporal's own pages. `workflows` is the address above a run's: the id follows it. */
export interface TemporalUi {
  readonly workflows: string;
}

export interface OperationsSettings extends PortalSettings {
  /** Left out: nobody said where they are, and runs are named without a link. */
  readonly temporalUi?: TemporalUi | null;
}

export interface OperationsServices extends PortalServices {
  readonly temporalUi: TemporalUi | null;
}

export const languageCookie = 'operations.language';
