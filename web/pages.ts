/** Pages: Handlebars, compiled once at start, showing values and deciding nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';
import { clockText, dayText, instantText, largeYenText, yenText } from './formats.ts';
import { createTranslators, type Language, type Translate } from './translations.ts';

export interface PageFolders {
  /** The portal's pages: `net-desk/home.hbs` is the page `home`. */
  readonly pages: string;
  /** Pages that several portals share; one of the portal's own by the same name stands in its place. */
  readonly shared?: string;
  /** The page that all others stand in, one of them: usually `layout`. */
  readonly layout: string;
}

export interface PageValues {
  /** Of the browser's tab, Japanese; translated here. */
  readonly title: string;
  readonly [name: string]: unknown;
}

export interface Pages {
  /** The whole page in its layout. `name` is the template's path below the folder, without its ending. */
  page(name: string, language: Language, values: PageValues): string;
  /** A part of a page by itself, as htmx swaps it in. */
  fragment(name: string, language: Language, values: Readonly<Record<string, unknown>>): string;
  readonly translate: Record<Language, Translate>;
}

const blocks = join(import.meta.dirname, 'blocks');

/** Compiles the portal's templates and the building blocks. `assetAddress` gives the address of a static file by its name. */
export function createPages({ pages, shared, layout }: PageFolders, assetAddress: (name: string) => string): Pages {
  const translate = createTranslators();
  const handlebars = Handlebars.create();
  registerHelpers(handlebars, translate, assetAddress);
  for (const [name, source] of templatesBelow(blocks)) handlebars.registerPartial(`blocks/${name}`, source);
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  const sources = [...(shared === undefined ? [] : templatesBelow(shared)), ...templatesBelow(pages)];
  for (const [name, source] of sources) {
    compiled.set(name, handlebars.compile(source, { preventIndent: true }));
    handlebars.registerPartial(name, source);
  }
  const show = (name: string, language: Language, values: Readonly<Record<string, unknown>>) => {
    const template = compiled.get(name);
    if (template === undefined) throw new Error(`There is no page ${name}.`);
    return template({ ...values, language }, { data: { language } });
  };
  return {
    page: (name, language, values) => {
      const title = translate[language](values.title);
      return show(layout, language, { ...values, title, body: show(name, language, { ...values, title }) });
    },
    fragment: show,
    translate,
  };
}

/** Name and source of every template in the folder and below it. */
function templatesBelow(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).slice(0, -'.hbs'.length), readFileSync(path, 'utf8')]);
}

/** `{{t "text" name=value}}`, `{{yen amount}}`, `{{millions amount}}`, `{{day on}}`, `{{clock at}}`, `{{instant at}}`, `{{asset "button.css"}}`: the words, no more. */
function registerHelpers(
  handlebars: typeof Handlebars,
  translate: Record<Language, Translate>,
  assetAddress: (name: string) => string,
): void {
  const languageOf = ({ data }: Handlebars.HelperOptions) => data.language as Language;
  handlebars.registerHelper({
    t: (text: unknown, options: Handlebars.HelperOptions) =>
      typeof text === 'string' ? translate[languageOf(options)](text, options.hash) : '',
    yen: (amount: unknown, options: Handlebars.HelperOptions) =>
      typeof amount === 'number' || typeof amount === 'bigint' ? yenText(languageOf(options), amount) : '',
    millions: (amount: unknown, options: Handlebars.HelperOptions) =>
      typeof amount === 'number' || typeof amount === 'bigint' ? largeYenText(languageOf(options), amount) : '',
    day: (on: unknown, options: Handlebars.HelperOptions) =>
      typeof on === 'string' ? dayText(languageOf(options), on) : '',
    clock: (at: unknown) => (typeof at === 'string' ? clockText(at) : ''),
    instant: (at: unknown) => (at instanceof Date ? instantText(at) : ''),
    asset: (name: string) => assetAddress(name),
    list: (...values: unknown[]) => values.slice(0, -1),
    same: (one: unknown, other: unknown) => one === other,
  });
}
