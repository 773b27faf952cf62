/** The two libraries that bring no types, as far as they are used here. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: 'woff2';
      readonly keepFeatures: readonly string[];
      readonly noHinting: boolean;
      readonly noLayoutClosure: boolean;
      readonly dropTables: readonly string[];
    },
  ): Promise<Buffer>;
}
declare module 'fontverter' {
  export function convert(font: Buffer, to: 'truetype'): Promise<Buffer>;
}
