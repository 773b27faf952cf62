/** What every portal of ours is: pages in a layout, people who sign in, screens that are told what changed. */
import type { Request, Response } from 'express';
import type { ActedBy } from '../../domain/audit.ts';
import type { Colour } from '../../web/colours.ts';
import type { Pages, PageValues } from '../../web/pages.ts';
import type { ApiServices } from '../services.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { EventHub } from '../streams/hub.ts';

export type PortalName = 'net-desk' | 'operations';

export interface PortalSettings {
  /** The public origin. */
  readonly origin: string;
  readonly sessionSecret: string;
  /** By the name that people read. */
  readonly portalName: string;
  /** Of links and buttons; blue where nothing is said. */
  readonly colour?: Colour;
  /** Reverse proxies in front of us whose word about a browser's address is believed: how many. */
  readonly trustedProxies: number;
}

/** Somebody who is signed in, as far as every portal knows them. */
export interface PortalPerson {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  /** Of the sign-in. */
  readonly email: string;
  /** Whether sign-in asks for a code after the password. */
  readonly hasSecondFactor: boolean;
  /** The company that the person belongs to, as it stands on the person's own page. */
  readonly companyName: string;
  /** What the person may do, by the names that people read. */
  readonly rightNames: readonly string[];
  /** As the audit log names who acts. */
  readonly by: ActedBy;
}

export interface PortalServices extends ApiServices {
  readonly portal: PortalName;
  readonly settings: PortalSettings;
  readonly pages: Pages;
  readonly signIn: SignIn;
  /** Tells open screens what changed. */
  readonly hub: EventHub;
  readonly languageCookie: string;
  /** Nobody comes to any other page before the second factor is set up. */
  readonly secondFactorIsForced: boolean;
  /** What stands around each page: the person, the ways. */
  readonly frame: (request: Request, response: Response) => Readonly<Record<string, unknown>>;
  /** What the page `not-allowed` tells somebody whose right does not do. */
  readonly whyNot: (response: Response) => Promise<PageValues>;
}

/** The person that the portal let through; undefined on pages for everybody. */
export function somebodyIn(response: Response): PortalPerson | undefined {
  return response.locals.person as PortalPerson | undefined;
}

/** The person that the portal let through. */
export function portalPersonIn(response: Response): PortalPerson {
  return response.locals.person as PortalPerson;
}
