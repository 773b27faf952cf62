/** The roles that stand in the words of events, by the names that people read. */
import { staffRoleNames } from './people.ts';
import { rightNames } from './rights.ts';

export const roleNames: Readonly<Record<string, string>> = {
  ...staffRoleNames,
  contractor: '受注者',
  'contractor-administrator': `受注者・${rightNames.administrator}`,
  'contractor-clerk': `受注者・${rightNames.clerk}`,
  'contractor-reader': `受注者・${rightNames.reader}`,
};
