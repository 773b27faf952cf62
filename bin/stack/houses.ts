/** The two houses that keep tables: the service and D-Sure, each with its own schema, migrations, roles and database. */

import { join } from 'node:path';
import { projectRoot } from './project-root.ts';

export type HouseName = 'service' | 'd-sure';

export interface House {
  readonly name: HouseName;
  /** The Prisma schema that the migrations must give exactly. */
  readonly schemaPath: string;
  readonly migrationsFolder: string;
  /** SQL that may run any number of times: what the house's group role may do. */
  readonly grantsPath: string;
  /** Where `prisma generate` writes the client. */
  readonly generatedFolder: string;
  /** The role without login whose rights the house's processes inherit. */
  readonly groupRole: string;
  /** The environment variable with the URL of the tables' owner. */
  readonly ownerUrlVariable: string;
}

function house(name: HouseName, folder: string, groupRole: string, ownerUrlVariable: string): House {
  return {
    name,
    schemaPath: join(projectRoot, folder, 'schema.prisma'),
    migrationsFolder: join(projectRoot, folder, 'migrations'),
    grantsPath: join(projectRoot, folder, 'grants.sql'),
    generatedFolder: join(projectRoot, folder, 'generated'),
    groupRole,
    ownerUrlVariable,
  };
}

export const houses: Readonly<Record<HouseName, House>> = {
  service: house('service', 'prisma', 'hosho_service', 'DATABASE_OWNER_URL'),
  'd-sure': house('d-sure', 'd-sure', 'd_sure_service', 'D_SURE_DATABASE_OWNER_URL'),
};
