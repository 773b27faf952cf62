/** Reads pages as a person does: by headings, labels and buttons; keeps cookies, follows redirects, needs no JavaScript. */

export interface Page {
  readonly status: number;
  readonly address: string;
  readonly html: string;
  /** The words of the page, without tags. */
  readonly text: string;
  readonly headers: Headers;
}

export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  visit(address: string): Promise<Page> {
    return this.#request(address, { method: 'GET' });
  }

  /** Fills the fields with these labels into the form that has this button, and presses it. */
  press(page: Page, button: string, filled: Record<string, string> = {}): Promise<Page> {
    return this.#press(page, button, filled, hiddenFields);
  }

  /** The same with all that stands in the form already: what a person does who changes a field of many. */
  correct(page: Page, button: string, changed: Record<string, string>): Promise<Page> {
    return this.#press(page, button, changed, standingFields);
  }

  #press(
    page: Page,
    button: string,
    filled: Record<string, string>,
    sent: (form: string) => URLSearchParams,
  ): Promise<Page> {
    const form = [...page.html.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].find(([, , inner]) =>
      buttonsIn(inner ?? '').some(({ text }) => text === button),
    );
    if (form?.[1] === undefined || form[2] === undefined) throw new Error(`The page has no button ${button}.`);
    const values = sent(form[2]);
    for (const [label, value] of Object.entries(filled)) values.set(fieldLabelled(form[2], label), value);
    const pressed = buttonsIn(form[2]).find(({ text }) => text === button);
    if (pressed?.name !== undefined && pressed.value !== undefined) values.set(pressed.name, pressed.value);
    return this.send(unescaped(form[1]), values);
  }

  follow(page: Page, link: string): Promise<Page> {
    return this.visit(addressOf(page, link));
  }

  /** The file behind the link, as its bytes. */
  async download(page: Page, link: string): Promise<Uint8Array> {
    const response = await fetch(new URL(addressOf(page, link), this.#url), {
      headers: { cookie: this.#cookieHeader() },
    });
    if (!response.ok) throw new Error(`${link} answered ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  send(
    address: string,
    values: URLSearchParams | FormData,
    headers: Record<string, string> = { origin: this.#url },
  ): Promise<Page> {
    return this.#request(address, { method: 'POST', body: values, headers });
  }

  async #request(address: string, request: RequestInit): Promise<Page> {
    const cookie = this.#cookieHeader();
    const response = await fetch(new URL(address, this.#url), {
      ...request,
      redirect: 'manual',
      headers: { ...(request.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    const location = response.headers.get('location');
    if (location !== null) return this.visit(location);
    const html = await response.text();
    return { status: response.status, address, html, text: wordsOf(html), headers: response.headers };
  }

  #keep(set: string): void {
    const [pair = '', ...attributes] = set.split(/;\s*/);
    const [name = '', value = ''] = pair.split('=');
    if (value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

function addressOf(page: Page, link: string): string {
  const found = [...page.html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].find(([, , inner]) =>
    wordsOf(inner ?? '').startsWith(link),
  );
  if (found?.[1] === undefined) throw new Error(`The page has no link ${link}.`);
  return unescaped(found[1]);
}

function buttonsIn(html: string) {
  return [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].map(([, attributes = '', inner = '']) => ({
    text: wordsOf(inner),
    name: /\bname="([^"]*)"/.exec(attributes)?.[1],
    value: /\bvalue="([^"]*)"/.exec(attributes)?.[1],
  }));
}

function hiddenFields(html: string): URLSearchParams {
  const values = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    values.set(/name="([^"]*)"/.exec(tag)?.[1] ?? '', unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ''));
  }
  return values;
}

/** Hidden fields, and what is typed, chosen and ticked. */
function standingFields(html: string): URLSearchParams {
  const values = hiddenFields(html);
  const named = (tag: string, name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  for (const [tag] of html.matchAll(/<input[^>]*type="(?:text|email|tel)"[^>]*>/g)) {
    values.set(named(tag, 'name'), named(tag, 'value'));
  }
  for (const [tag] of html.matchAll(/<input[^>]*type="(?:checkbox|radio)"[^>]*>/g)) {
    if (/\schecked\b/.test(tag)) values.set(named(tag, 'name'), named(tag, 'value'));
  }
  for (const [, tag = '', text = ''] of html.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs)) {
    values.set(named(tag, 'name'), unescaped(text));
  }
  for (const [, tag = '', options = ''] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option value="([^"]*)" selected>/.exec(options)?.[1] ?? '';
    values.set(named(tag, 'name'), unescaped(chosen));
  }
  return values;
}

function fieldLabelled(html: string, label: string): string {
  const id = [...html.matchAll(/<label [^>]*\bfor="([^"]+)"[^>]*>(.*?)<\/label>/gs)].find(([, , inner]) =>
    wordsOf(inner ?? '').startsWith(label),
  )?.[1];
  const name =
    id === undefined
      ? undefined
      : new RegExp(`<(?:input|textarea|select)[^>]*\\bid="${id}"[^>]*\\bname="([^"]+)"`).exec(html)?.[1];
  if (name === undefined) throw new Error(`The form has no field ${label}.`);
  return name;
}

function wordsOf(html: string): string {
  return unescaped(html.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescaped(html: string): string {
  const characters: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x3D': '=',
    '#x60': '`',
  };
  return html.replace(/&([a-z]+|#x[0-9A-F]+);/gi, (entity, name: string) => characters[name] ?? entity);
}
