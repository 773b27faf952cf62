/** The page that documents the JSON API, made from its OpenAPI document. */
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** One field of a body or an answer, flattened to a row. */
export interface DocsField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  /** How deep it lies within other fields. */
  readonly depth: number;
}

export interface DocsOperation {
  readonly id: string;
  readonly method: string;
  readonly address: string;
  readonly summary: string;
  readonly explanation: string;
  readonly description: string;
  readonly scopes: readonly string[];
  readonly parameters: readonly (DocsField & { readonly place: string })[];
  readonly body: readonly DocsField[];
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly schema: string | null;
    readonly anchor: string | null;
  }[];
  readonly refusals: readonly { readonly status: string; readonly name: string; readonly sentence: string }[];
}

export interface DocsPage {
  readonly title: string;
  readonly description: string;
  readonly openApi: string;
  readonly example: string;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly english: string;
    readonly operations: readonly DocsOperation[];
  }[];
  readonly schemas: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly fields: readonly DocsField[];
  }[];
}

const handlebars = Handlebars.create();
const page = handlebars.compile(readFileSync(new URL('docs.hbs', import.meta.url), 'utf8'), {
  strict: true,
  knownHelpersOnly: true,
});

/** The page as HTML. It needs no script. */
export function renderApiDocs(values: DocsPage): string {
  return page(values);
}
