/** An application as a form shows it: what was applied for, in the words that people type. The way back of application-form.ts. */
import type { Application, Delivery, GuaranteeTerms } from './application.ts';
import {
  contractFields,
  deliveryFields,
  type Reading,
  type TypedApplication,
  termsFields,
} from './application-form.ts';
import type { ConstructionContract } from './construction-contract.ts';
import { formatYen, type Yen } from './yen.ts';

/** Every field that has something in it, named as the form names it. */
export function typedApplication({ contract, guarantees, delivery }: Application): TypedApplication {
  return {
    ...typedContract(contract),
    ...Object.assign({}, ...guarantees.map(typedTerms)),
    ...typedDelivery(delivery),
  };
}

export function typedContract(contract: ConstructionContract): TypedApplication {
  return section('contract', contractFields, contract);
}

export function typedTerms(terms: GuaranteeTerms): TypedApplication {
  const { product, depository, redeposit } = terms;
  return {
    [`${product}.chosen`]: 'yes',
    ...section(product, termsFields, terms),
    ...(depository === null
      ? {}
      : 'freeText' in depository
        ? { [`${product}.bankFreeText`]: depository.freeText }
        : { [`${product}.bankBranchId`]: depository.bankBranchId }),
    ...(redeposit === true ? { [`${product}.redeposit`]: 'yes' } : {}),
  };
}

export function typedDelivery(delivery: Delivery): TypedApplication {
  return section('delivery', deliveryFields, delivery);
}

function section(prefix: string, fields: Readonly<Record<string, Reading>>, values: object): TypedApplication {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, reading]) => {
      const text = textOf((values as Record<string, unknown>)[name] ?? null, reading);
      return text === '' ? [] : [[`${prefix}.${name}`, text]];
    }),
  );
}

function textOf(value: unknown, reading: Reading): string {
  if (value === null) return '';
  switch (reading) {
    case 'flag':
      return value === true ? 'yes' : '';
    case 'yen':
      return formatYen(value as Yen);
    case 'day':
      return String(value).replaceAll('-', '/');
    case 'text':
      return String(value);
  }
}
