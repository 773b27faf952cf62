/** The service's tables with the sample registers, and nobody who serves them: for tests of what is read there and written. */
import { type Database, openDatabase } from '../../prisma/database.ts';
import { seedRegisters } from '../../prisma/sample-registers.ts';
import { createDatabase } from './postgres.ts';

export interface ServiceTables {
  /** With the role of the service's processes. */
  readonly db: Database;
  /** With the owner's rights: for what the service itself has no right to do. */
  readonly owner: Database;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Nobody is connected any more, and the tables are gone. */
  close(): Promise<void>;
}

/** A database of its own. `connections`: how many the service's role may use at once. */
export async function openServiceTables(connections = 4): Promise<ServiceTables> {
  const { appUrl, ownerUrl, drop } = await createDatabase('service');
  const [db, owner] = [openDatabase(appUrl, connections), openDatabase(ownerUrl, 2)];
  await seedRegisters(db);
  return {
    db,
    owner,
    appUrl,
    ownerUrl,
    close: async () => {
      await Promise.all([db.$disconnect(), owner.$disconnect()]);
      await drop();
    },
  };
}
