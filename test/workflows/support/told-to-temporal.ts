/** Everything that Temporal holds of a run, as texts: what an operator of Temporal, or a copy of its storage, could read. */
import type { RunningService } from '../../support/running-service.ts';

/** The history of a run and, while it is open, its pending activities, current details and queries. */
export async function toldOf(service: RunningService, workflowId: string): Promise<string[]> {
  const handle = service.client.workflow.getHandle(workflowId);
  const [history, description] = await Promise.all([handle.fetchHistory(), described(service, workflowId)]);
  return [...textsIn(history), ...textsIn(description), ...(await metadataOf(service, workflowId))];
}

/** Status, memo, search attributes, user metadata, pending activities with their last failures. */
export function described({ client }: RunningService, workflowId: string) {
  return client.workflowService.describeWorkflowExecution({ namespace: 'default', execution: { workflowId } });
}

/** What the run itself tells on demand: its current details, and the answer to the query `progress`. */
async function metadataOf({ client }: RunningService, workflowId: string): Promise<string[]> {
  const handle = client.workflow.getHandle(workflowId);
  const names = workflowId.startsWith('guarantee/')
    ? ['__temporal_workflow_metadata', 'progress']
    : ['__temporal_workflow_metadata'];
  return Promise.all(names.map(async (name) => JSON.stringify(await handle.query(name))));
}

/** Every string and every run of bytes in a value, however deep, bytes read as text; names of fields too. */
export function textsIn(value: unknown, seen = new Set<object>()): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  seen.add(value);
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner, seen)]);
}

/** Every stack trace in a value, however deep. */
export function stackTracesIn(value: unknown, seen = new Set<object>()): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'stackTrace' && typeof inner === 'string' && inner !== '' ? [inner] : stackTracesIn(inner, seen),
  );
}
