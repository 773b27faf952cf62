/** Histories as the JSON that Temporal's own tools read and write. */
import { createRequire } from 'node:module';
import type { History } from '@temporalio/common/lib/proto-utils.js';

// The SDK's own functions of this name ask one copy of protobufjs about another one's types where npm installs two.
const beside = (name: string, from: string) => createRequire(createRequire(from).resolve(name));
const common = beside('@temporalio/common', import.meta.url);
const proto = common('@temporalio/proto');
const { patchProtobufRoot } = common('@temporalio/proto/lib/patch-protobuf-root');
const { toJson, fromJson } = createRequire(common.resolve('@temporalio/proto'))('protobufjs/ext/protojson');
const type = patchProtobufRoot(proto).lookupType('temporal.api.history.v1.History');

/** A history as it is kept: with the id of its workflow. */
export interface KeptHistory {
  readonly workflowId: string;
  readonly events: readonly object[];
}

export function toKept(workflowId: string, history: History): KeptHistory {
  return { workflowId, ...toJson(type, proto.temporal.api.history.v1.History.fromObject(history)) };
}

export function fromKept({ events }: KeptHistory): History {
  return fromJson(type, { events }, { ignoreUnknownFields: true });
}
