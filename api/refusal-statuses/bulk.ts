/** The HTTP status of each refusal in domain/refusals/bulk.ts. */
import type { bulkRefusals } from '../../domain/refusals/bulk.ts';

export const bulkStatuses = {
  'bulk-upload-must-exist': 404,
  'bulk-uploads-must-be-few': 409,
  'bulk-file-must-be-given': 422,
  'bulk-file-must-be-small-enough': 413,
  'bulk-file-must-be-of-a-known-encoding': 422,
  'bulk-file-must-be-readable-csv': 422,
  'bulk-line-must-be-short-enough': 422,
  'bulk-headings-must-be-ours': 422,
  'bulk-rows-must-be-given': 422,
  'bulk-rows-must-be-few': 422,
  'bulk-row-must-fit-its-headings': 422,
  'cell-must-not-begin-like-a-formula': 422,
  'choice-must-be-a-known-word': 422,
  'control-number-must-be-once': 422,
  'control-number-must-be-free': 409,
} as const satisfies Record<keyof typeof bulkRefusals, number>;
