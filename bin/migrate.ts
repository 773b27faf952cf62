/** bin/migrate: brings a database up to date, writes the next migration, or tells whether the migrations give exactly the schema. */

import { parseArgs } from 'node:util';
import { generateClient } from './stack/generate-client.ts';
import { type House, type HouseName, houses } from './stack/houses.ts';
import { migrate } from './stack/migrate.ts';
import { createMigration, findDrift } from './stack/schema-engine.ts';

const usage = `bin/migrate [--house service|d-sure]                 applies forward migrations and grants, with the owner's role
bin/migrate --check [--house …]                      prints the SQL still missing from the migrations; exit 1 when there is some
bin/migrate --create NAME [--house …]                writes the next migration from the schema
bin/migrate --generate [--house …]                   writes Prisma's client from the schema
The owner's URL stands in DATABASE_OWNER_URL (service) or D_SURE_DATABASE_OWNER_URL (d-sure).`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      house: { type: 'string', default: 'service' },
      create: { type: 'string' },
      check: { type: 'boolean', default: false },
      generate: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(usage, 0);
  if (!(values.house in houses)) return say(`No house "${values.house}".\n${usage}`, 2);
  const house = houses[values.house as HouseName];
  if (values.generate) return say((await generateClient(house)) ? 'Client written.' : 'Client is up to date.', 0);
  const url = process.env[house.ownerUrlVariable];
  if (url === undefined) return say(`${house.ownerUrlVariable} is not set.\n${usage}`, 2);
  if (values.check) return check(house, url);
  if (values.create !== undefined) return create(house, url, values.create);
  const applied = await migrate(house, url);
  return say(applied.length === 0 ? 'Up to date.' : applied.map((name) => `Applied ${name}`).join('\n'), 0);
}

async function check(house: House, url: string): Promise<number> {
  const drift = await findDrift(house, url);
  return drift === '' ? say(`The migrations of ${house.name} give exactly its schema.`, 0) : say(drift, 1);
}

async function create(house: House, url: string, name: string): Promise<number> {
  const created = await createMigration(house, url, name, new Date());
  return say(created === null ? 'The migrations already give the schema.' : `Written: ${created}`, 0);
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

process.exitCode = await main().catch((error: Error) => say(error.message, 1));
