/** The colour of a surety company on its pages: one family of the design tokens, in tones that are read easily. */
import { createRequire } from 'node:module';
import type tokens from '@digital-go-jp/design-tokens';

/** A CommonJS module, whose types call all of it its default export. */
const { Color } = createRequire(import.meta.url)('@digital-go-jp/design-tokens') as (typeof tokens)['default'];

/** Families whose tones are read on white, on grey and in the dark (WCAG 2.2 AA). Red and yellow speak of what went wrong. */
const families = {
  blue: Color.Primitive.Blue,
  'light-blue': Color.Primitive.LightBlue,
  cyan: Color.Primitive.Cyan,
  green: Color.Primitive.Green,
  lime: Color.Primitive.Lime,
  orange: Color.Primitive.Orange,
  magenta: Color.Primitive.Magenta,
  purple: Color.Primitive.Purple,
} as const;

export type Colour = keyof typeof families;
export const colours = Object.keys(families) as [Colour, ...Colour[]];

/** What links and filled buttons look like, by the names of `public/tokens.css`. */
export function tones(colour: Colour) {
  const family = families[colour];
  const tone = (step: 200 | 300 | 900 | 1000 | 1200) => String(family[step].$value);
  return {
    light: { link: tone(900), filled: tone(900), 'filled-hover': tone(1000), 'on-filled': '#fff' },
    dark: { link: tone(300), filled: tone(300), 'filled-hover': tone(200), 'on-filled': tone(1200) },
  };
}

/** Stands behind `public/tokens.css` and before everything else. */
export function colourStylesheet(colour: Colour): string {
  const { light, dark } = tones(colour);
  const root = (named: Readonly<Record<string, string>>) =>
    `:root{${Object.entries(named)
      .map(([name, value]) => `--${name}:${value}`)
      .join(';')}}`;
  return `${root(light)}@media screen and (prefers-color-scheme:dark){${root(dark)}}`;
}
