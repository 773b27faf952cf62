/** A surety company shows its colour on its pages, and every colour that may be chosen is read easily. */
import { expect, test } from '@jest/globals';
import { readConfig } from '../../d-sure/config.ts';
import { openAssets } from '../../web/assets.ts';
import { colourStylesheet, colours, tones } from '../../web/colours.ts';

const [papers, nights] = [
  ['#ffffff', '#f2f2f2'],
  ['#1a1a1a', '#2b2b2b'],
] as const;

test.each(colours)(
  '%s is read on paper, on grey, in the dark and on a button (WCAG 2.2, 1.4.3: 4.5 to 1)',
  (colour) => {
    const { light, dark } = tones(colour);
    const told = [
      ...papers.map((paper) => contrast(light.link, paper)),
      ...nights.map((night) => contrast(dark.link, night)),
      contrast(light['on-filled'], light.filled),
      contrast(light['on-filled'], light['filled-hover']),
      contrast(dark['on-filled'], dark.filled),
      contrast(dark['on-filled'], dark['filled-hover']),
    ];
    expect(Math.min(...told)).toBeGreaterThanOrEqual(4.5);
  },
);

test('pages of another colour have a stylesheet of another address, which says it', () => {
  const [blue, green] = [openAssets().address('screen.css'), openAssets({ colour: 'green' }).address('screen.css')];
  expect(green).not.toBe(blue);
  expect(colourStylesheet('green')).toContain('--link:#115a36');
});

test('a colour that nobody knows stops D-Sure at its start, by name', () => {
  const env = { D_SURE_DATABASE_URL: 'postgres://x@127.0.0.1/x', D_SURE_HOST: 'x', D_SURE_PORT: '1' };
  const more = {
    D_SURE_ORIGIN: 'https://x.example.jp',
    D_SURE_SESSION_SECRET: 'x'.repeat(32),
    D_SURE_DOCUMENT_STORE: 'x',
  };
  expect(readConfig({ ...env, ...more }).colour).toBe('blue');
  expect(readConfig({ ...env, ...more, D_SURE_COLOUR: 'purple' }).colour).toBe('purple');
  expect(() => readConfig({ ...env, ...more, D_SURE_COLOUR: 'red' })).toThrow('D_SURE_COLOUR');
});

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const parts = (long.match(/[0-9a-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
