/** What words are searched in, after an authority or a contractor got a new name: written anew, a thousand at a time. */
import type { Database } from './database.ts';

const batchSize = 1000;

/** On return each document has the names of now; returns how many were written. A round that was stopped is gone on with by the next. */
export async function writeStaleDocuments(db: Database): Promise<number> {
  let written = 0;
  for (let taken = batchSize; taken === batchSize; written += taken) taken = await writeBatch(db);
  return written;
}

/** Under the locks of the cases: what another transaction writes of them meanwhile is not written over. */
function writeBatch(db: Database): Promise<number> {
  return db.$transaction(async (tx) => {
    const taken = await tx.$queryRaw<{ id: string }[]>`
      SELECT guarantee.id FROM guarantee JOIN search_stale ON search_stale.guarantee_id = guarantee.id
      ORDER BY guarantee.id LIMIT ${batchSize} FOR UPDATE OF guarantee SKIP LOCKED`;
    const ids = taken.map(({ id }) => id);
    await tx.$executeRaw`UPDATE guarantee_search SET document = search_document(guarantee_id)
      WHERE guarantee_id = ANY (${ids}::uuid[])`;
    await tx.$executeRaw`DELETE FROM search_stale WHERE guarantee_id = ANY (${ids}::uuid[])`;
    return ids.length;
  });
}
