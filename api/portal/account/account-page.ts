/** A page below アカウント, with the way back to it. */
import type { Request, Response } from 'express';
import type { PageValues } from '../../../web/pages.ts';
import type { PortalServices } from '../portal.ts';
import { show } from '../show.ts';

export function showAccountPage(
  services: PortalServices,
  request: Request,
  response: Response,
  name: string,
  values: PageValues,
): void {
  const trail = [{ title: 'アカウント', href: '/account' }, { title: values.title }];
  show(services, request, response, `account/${name}`, { ...values, trail });
}
