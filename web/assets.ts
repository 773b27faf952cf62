/** Static files under addresses that name their content, so that a browser keeps them for ever. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { RequestHandler } from 'express';
import { type Colour, colourStylesheet } from './colours.ts';
import { fontFiles, fontStylesheet } from './fonts.ts';

export interface Assets {
  /** /assets/<digest>/<name>. Throws where there is no such file: a template's mistake, found by the first test that shows it. */
  address(name: string): string;
  /** Answers below `/assets`. */
  readonly serve: RequestHandler;
}

interface Asset {
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** The same, compressed once at start; null for what is compressed already. */
  readonly brotli: Buffer | null;
  readonly digest: string;
}

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface AssetSettings {
  /** A folder of the portal's own pictures. */
  readonly pictures?: string | undefined;
  readonly colour?: Colour | undefined;
}

/** Reads every file that pages may name: our stylesheets and scripts, htmx, the fonts, and the portal's own pictures. */
export function openAssets({ pictures, colour = 'blue' }: AssetSettings = {}): Assets {
  const assets = new Map<string, Asset>();
  const add = (name: string, bytes: Buffer) => assets.set(name, assetOf(name, bytes));
  const own = join(import.meta.dirname, 'public');
  add('icon.svg', readFileSync(join(own, 'icon.svg')));
  const scripts = join(import.meta.dirname, 'scripts');
  for (const file of readdirSync(scripts)) add(file, readFileSync(join(scripts, file)));
  const [tokens = '', ...components] = stylesheets.map((name) => readFileSync(join(own, name), 'utf8'));
  add('screen.css', Buffer.from([tokens, colourStylesheet(colour), ...components].join('\n')));
  for (const [name, path] of libraryFiles()) add(name, readFileSync(path));
  for (const [name, path] of fontFiles()) add(name, readFileSync(path));
  const address = (name: string) => {
    const asset = assets.get(name);
    if (asset === undefined) throw new Error(`There is no static file ${name}.`);
    return `/assets/${asset.digest}/${name}`;
  };
  if (pictures !== undefined) for (const file of readdirSync(pictures)) add(file, readFileSync(join(pictures, file)));
  add('fonts.css', Buffer.from(fontStylesheet(address)));
  return { address, serve: serve(assets) };
}

/** One stylesheet a component, sent as one file: tokens and the page first, paper last. */
const stylesheets = [
  'tokens.css',
  'base.css',
  'site.css',
  'button.css',
  'form.css',
  'searches.css',
  'banner.css',
  'chip.css',
  'table.css',
  'overview.css',
  'description-list.css',
  'steps.css',
  'way.css',
  'schedule.css',
  'pager.css',
  'tabs.css',
  'disclosure.css',
  'prose.css',
  'card.css',
  'message.css',
  'key.css',
  'second-factor.css',
  'headline.css',
  'review.css',
  'case-file.css',
  'code-picture.css',
  'upload.css',
  'dense.css',
  'sum.css',
  'print.css',
];

/** htmx and its event streams, from the package that the lock file pins. */
function libraryFiles(): [string, string][] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('htmx.org/package.json')), 'dist');
  return [
    ['htmx.js', join(folder, 'htmx.min.js')],
    ['hx-sse.js', join(folder, 'ext', 'hx-sse.min.js')],
  ];
}

function assetOf(name: string, bytes: Buffer): Asset {
  const extension = extname(name);
  const mediaType = mediaTypes[extension];
  if (mediaType === undefined) throw new Error(`Nobody knows what ${name} is.`);
  const compressible = extension === '.css' || extension === '.js' || extension === '.svg';
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  return {
    mediaType,
    bytes,
    brotli: compressible ? brotliCompressSync(bytes, quality) : null,
    digest: createHash('sha256').update(bytes).digest('base64url').slice(0, 16),
  };
}

/** Mount it at `/assets`. An address whose digest is not the file's own is not there: nobody keeps the wrong file for ever. */
function serve(assets: ReadonlyMap<string, Asset>): RequestHandler {
  return (request, response, next) => {
    const [, digest, name] = /^\/([\w-]{16})\/([\w.-]+)$/.exec(request.path) ?? [];
    const asset = name === undefined ? undefined : assets.get(name);
    if (asset === undefined || asset.digest !== digest || !['GET', 'HEAD'].includes(request.method)) return next();
    response.set({
      'Content-Type': asset.mediaType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    if (asset.brotli !== null && request.acceptsEncodings('br') === 'br') {
      response.set('Content-Encoding', 'br').end(asset.brotli);
      return;
    }
    response.end(asset.bytes);
  };
}
