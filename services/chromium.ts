/** The browser that prints: where it is found, and how it is started with no network, no profile and no surprises. */
import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { unpackBundledChromium } from './pdf-chromium-bundle.ts';
import { fontSettings, pdfFonts } from './pdf-fonts.ts';

export interface ChromiumSettings {
  /** The value of PUPPETEER_EXECUTABLE_PATH, where somebody set it: then no other browser is tried. */
  readonly executablePath?: string | undefined;
  /** Our own folder for what has to be unpacked. Two processes may share it. */
  readonly cacheDir: string;
  /** The one host that pages may be fetched from, such as 127.0.0.1; none where it is not said. */
  readonly reaches?: string | undefined;
  /** Told when the browser runs without its sandbox although nobody is root. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

export interface FoundChromium {
  readonly executablePath: string;
  readonly from: 'PUPPETEER_EXECUTABLE_PATH' | 'puppeteer' | '@sparticuz/chromium';
  /** Folder of system libraries that came with the browser, where the machine lacks them. */
  readonly libraries: string | null;
}

/** No browser was found, or the one that was named cannot be run. The message lists the ways to get one. */
export class ChromiumMissing extends Error {
  constructor(reason: string) {
    super(
      `${reason} Ways to get a browser: set PUPPETEER_EXECUTABLE_PATH to a Chrome or Chromium of your own; ` +
        'run `npx puppeteer browsers install chrome-headless-shell`; ' +
        'on Linux x64 install the package @sparticuz/chromium, which `npm ci` does.',
    );
    this.name = 'ChromiumMissing';
  }
}

/** A running browser, fresh, with nothing open that matters. First hit of `findChromium` wins. */
export async function launchChromium(settings: ChromiumSettings): Promise<Browser> {
  const found = await findChromium(settings);
  const fontconfig = await fontSettings(settings.cacheDir, pdfFonts());
  const env = environmentFor(found, fontconfig);
  const root = process.getuid?.() === 0;
  try {
    return await start(found, env, { ...settings, sandbox: !root });
  } catch (error) {
    if (root || !/No usable sandbox/.test(String(error))) throw error;
    settings.onWarning?.('This system does not let the browser have a sandbox: it prints without one.');
    return start(found, env, { ...settings, sandbox: false });
  }
}

/** The browser to use: the one named by the setting, Puppeteer's own, or the one that came as a package. */
export async function findChromium(settings: ChromiumSettings): Promise<FoundChromium> {
  const named = settings.executablePath;
  if (named) {
    if (await canRun(named)) return { executablePath: named, from: 'PUPPETEER_EXECUTABLE_PATH', libraries: null };
    throw new ChromiumMissing(`PUPPETEER_EXECUTABLE_PATH names ${named}, which cannot be run.`);
  }
  const own = await puppeteersOwn();
  if (own !== null) return { executablePath: own, from: 'puppeteer', libraries: null };
  const bundle = bundleFolder();
  if (bundle === null) throw new ChromiumMissing('No browser was found.');
  const unpacked = await unpackBundledChromium(bundle, settings.cacheDir);
  return { ...unpacked, from: '@sparticuz/chromium' };
}

async function puppeteersOwn(): Promise<string | null> {
  for (const headless of ['shell', true] as const) {
    // Throws where no browser of this kind was ever installed for this version.
    const path = await Promise.resolve()
      .then(() => puppeteer.executablePath({ headless }))
      .catch(() => null);
    if (path !== null && (await canRun(path))) return path;
  }
  return null;
}

/** Folder of the compressed browser, null where the platform is not its own or the package is not there. */
function bundleFolder(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  } catch {
    return null;
  }
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function start(
  found: FoundChromium,
  env: Record<string, string | undefined>,
  { sandbox, reaches }: { readonly sandbox: boolean; readonly reaches?: string | undefined },
): Promise<Browser> {
  const hosts = `MAP * ~NOTFOUND${reaches === undefined ? '' : `, EXCLUDE ${reaches}`}`;
  return puppeteer.launch({
    executablePath: found.executablePath,
    headless: 'shell',
    pipe: true,
    env,
    args: [`--host-resolver-rules=${hosts}`, ...quietArguments, ...(sandbox ? [] : ['--no-sandbox'])],
    ignoreDefaultArgs: ['--enable-automation'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** No request leaves the machine, not even the browser's own; text is laid out alike on every screen. */
const quietArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--mute-audio',
  '--disable-gpu',
  '--disable-webgl',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

function environmentFor(found: FoundChromium, fontconfig: string): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = { FONTCONFIG_FILE: fontconfig, TZ: 'Asia/Tokyo', LANG: 'C.UTF-8' };
  for (const name of ['HOME', 'PATH', 'TMPDIR', 'USER', 'LD_LIBRARY_PATH']) env[name] = process.env[name];
  if (found.libraries !== null) {
    env.LD_LIBRARY_PATH = [found.libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  }
  return env;
}
