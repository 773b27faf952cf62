/** Handlebars pages: compiled once at start, showing values and deciding nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';

const folder = join(import.meta.dirname, 'templates');

/** Renders a page in its layout. `name` is the template's file name. */
export type Render = (name: string, values: { title: string } & Record<string, unknown>) => string;

export function createRenderer(serviceName: string): Render {
  const handlebars = Handlebars.create();
  const pages = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.hbs'))) {
    const source = readFileSync(join(folder, file), 'utf8');
    pages.set(basename(file, '.hbs'), handlebars.compile(source, { preventIndent: true }));
    handlebars.registerPartial(basename(file, '.hbs'), source);
  }
  const template = (name: string) => {
    const page = pages.get(name);
    if (page === undefined) throw new Error(`There is no template ${name}.`);
    return page;
  };
  return (name, values) =>
    template('layout')({ ...values, serviceName, body: template(name)({ ...values, serviceName }) });
}
