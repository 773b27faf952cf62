/** Clearing a part of the form (クリア): a product's block, or a whole section of the leaflet. Source: R-F0. */
import type { TypedApplication } from './application-form.ts';
import { products } from './product.ts';

/** What may be cleared at once, and the sections of field names that this means. */
const parts = {
  contract: ['contract'],
  guarantees: products,
  prepayment: ['prepayment'],
  'midterm-prepayment': ['midterm-prepayment'],
  'contract-guarantee': ['contract-guarantee'],
  delivery: ['delivery'],
} as const satisfies Record<string, readonly string[]>;
export type FormPart = keyof typeof parts;

export function isFormPart(name: string): name is FormPart {
  return Object.hasOwn(parts, name);
}

/** The form with this part as it was at the beginning. `usual` is what a new form says. */
export function withCleared(typed: TypedApplication, part: FormPart, usual: TypedApplication): TypedApplication {
  const others = Object.entries(typed).filter(([name]) => !isIn(part, name));
  return Object.fromEntries([...others, ...Object.entries(usual).filter(([name]) => isIn(part, name))]);
}

/** Whether clearing this part would lose anything that was typed. */
export function losesWords(typed: TypedApplication, part: FormPart, usual: TypedApplication): boolean {
  return Object.entries(typed).some(([name, text]) => isIn(part, name) && text !== (usual[name] ?? ''));
}

function isIn(part: FormPart, name: string): boolean {
  const sections: readonly string[] = parts[part];
  return sections.includes(name.split('.')[0] ?? '');
}
