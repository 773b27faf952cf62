/** Templates, compiled once at start. They show values and decide nothing; a missing value throws. */
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { CertificateData } from '../domain/certificate.ts';
import type { ClaimContent } from '../domain/prepayment-claim.ts';
import type { AccountMailKind, AccountMailValues } from './account-mails/values.ts';
import type { DeskMailKind, DeskMailValues } from './desk-mails/values.ts';
import { certificateValues } from './documents/certificate.ts';
import { type FeeStatement, feeStatementValues } from './documents/fee-statement.ts';
import { type KeyNotice, keyNoticeValues } from './documents/key-notice.ts';
import { prepaymentClaimValues } from './documents/prepayment-claim.ts';
import type { MailKind, MailValues } from './mails/values.ts';
import { mailValues } from './mails/values.ts';

export type {
  AccountMailKind,
  AccountMailValues,
  DeskMailKind,
  DeskMailValues,
  FeeStatement,
  KeyNotice,
  MailKind,
  MailValues,
};

/** What each document is made of. The check copy is the certificate's own template, marked. */
export interface DocumentValues {
  readonly certificate: CertificateData;
  readonly 'check-copy': CertificateData;
  readonly 'key-notice': KeyNotice;
  readonly 'fee-statement': FeeStatement;
  readonly 'prepayment-claim': ClaimContent;
}
export type DocumentKind = keyof DocumentValues;

const handlebars = Handlebars.create();
handlebars.registerHelper('cssString', cssString);
for (const folder of ['layouts', 'partials']) {
  for (const name of named(folder, '.hbs'))
    handlebars.registerPartial(`${folder}/${name}`, read(folder, `${name}.hbs`));
}
type Templates = Map<string, HandlebarsTemplateDelegate>;
const documents = new Map(named('documents', '.hbs').map((name) => [name, compile(read('documents', `${name}.hbs`))]));
const styles = new Map(named('documents', '.css').map((name) => [name, read('documents', `${name}.css`)]));
const [mails, accountMails, deskMails] = ['mails', 'account-mails', 'desk-mails'].map(
  (folder) =>
    new Map(named(folder, '.hbs').map((name) => [name, compile(read(folder, `${name}.hbs`), { noEscape: true })])),
) as [Templates, Templates, Templates];

/** A template and its values do not fit: our own mistake, mended by a new version of the template. Names the template alone. */
export class TemplateBroken extends Error {
  override readonly name = 'TemplateBroken';
  constructor(template: string, cause: unknown) {
    super(`the template ${template} could not be filled in${cause instanceof RangeError ? `: ${cause.message}` : ''}`, {
      cause,
    });
  }
}

/** The document as a whole HTML page, styles included: to be printed, and to be shown on a screen. */
export function renderDocument<Kind extends DocumentKind>(kind: Kind, values: DocumentValues[Kind]): string {
  const name = kind === 'check-copy' ? 'certificate' : kind;
  return filledIn(name, () => {
    const shown = { ...shownBy[kind](values), styles: `${styles.get('document')}${styles.get(name)}` };
    demandAll(shown);
    return template(documents, name)(shown);
  });
}

/** The mail as plain text. No mail has a key among its values. */
export function renderMail<Kind extends MailKind>(kind: Kind, values: MailValues[Kind]): RenderedMail {
  return filledIn(kind, () => mailOf(template(mails, kind), mailValues(values)));
}

/** A mail about a sign-in, as plain text. */
export function renderAccountMail<Kind extends AccountMailKind>(
  kind: Kind,
  values: AccountMailValues[Kind],
): RenderedMail {
  return mailOf(template(accountMails, kind), values);
}

function filledIn<T>(name: string, fill: () => T): T {
  try {
    return fill();
  } catch (error) {
    throw new TemplateBroken(name, error);
  }
}

/** A mail to the surety's own people about the service itself, as plain text. Throws TemplateBroken for a kind that is none. */
export function renderDeskMail(kind: string, values: object): RenderedMail {
  return filledIn(kind, () => mailOf(template(deskMails, kind), values));
}

interface RenderedMail {
  readonly subject: string;
  readonly body: string;
}

function mailOf(write: HandlebarsTemplateDelegate, shown: object): RenderedMail {
  demandAll(shown);
  const [first = '', ...rest] = write(shown).split('\n');
  return {
    subject: first
      .replace(/^件名: /, '')
      .replace(/\s+/g, ' ')
      .trim(),
    body: rest.join('\n').trimStart(),
  };
}

const shownBy: { [Kind in DocumentKind]: (values: DocumentValues[Kind]) => object } = {
  certificate: (certificate) => certificateValues(certificate, 'certificate'),
  'check-copy': (certificate) => certificateValues(certificate, 'check-copy'),
  'key-notice': keyNoticeValues,
  'fee-statement': feeStatementValues,
  'prepayment-claim': prepaymentClaimValues,
};

/** Handlebars' strict mode lets a value pass that is there but undefined: it would print as nothing. */
function demandAll(values: object, path = ''): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) throw new RangeError(`the template misses ${path}${name}`);
    if (typeof value === 'object' && value !== null) demandAll(value, `${path}${name}.`);
  }
}

/** A text as a CSS string: whatever is not a plain letter or digit is written as its number, so nothing can end it early. */
function cssString(text: string): Handlebars.SafeString {
  const written = [...text].map((character) =>
    /[A-Za-z0-9]/.test(character) ? character : `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return new Handlebars.SafeString(`"${written.join('')}"`);
}

function compile(source: string, options: CompileOptions = {}): HandlebarsTemplateDelegate {
  return handlebars.compile(source, {
    strict: true,
    knownHelpers: { cssString: true },
    knownHelpersOnly: true,
    ...options,
  });
}

function template(
  templates: ReadonlyMap<string, HandlebarsTemplateDelegate>,
  name: string,
): HandlebarsTemplateDelegate {
  const found = templates.get(name);
  if (found === undefined) throw new RangeError(`no template is called ${name}`);
  return found;
}

function named(folder: string, ending: string): string[] {
  const files = readdirSync(new URL(`${folder}/`, import.meta.url));
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

function read(folder: string, file: string): string {
  return readFileSync(new URL(`${folder}/${file}`, import.meta.url), 'utf8');
}
