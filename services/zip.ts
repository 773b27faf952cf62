/** ZIP files with names of any script (UTF-8): in memory, and as a stream. */
import { downloadZip } from 'client-zip';

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly modifiedAt: Date;
}

/** The whole ZIP file. The names must differ. */
export async function zip(files: readonly ZippedFile[]): Promise<Uint8Array> {
  const inputs = files.map(({ name, bytes, modifiedAt }) => ({
    name,
    input: bytes as BufferSource,
    lastModified: modifiedAt,
  }));
  return new Uint8Array(await downloadZip(inputs, { buffersAreUTF8: true }).arrayBuffer());
}

/** The ZIP file as it is made, one file in memory at a time: for archives of any size. The names must differ. */
export function zipStream(files: AsyncIterable<ZippedFile>): ReadableStream<Uint8Array> {
  const { body } = downloadZip(inputsOf(files), { buffersAreUTF8: true });
  if (body === null) throw new Error('a ZIP file has bytes');
  return body;
}

async function* inputsOf(files: AsyncIterable<ZippedFile>) {
  for await (const { name, bytes, modifiedAt } of files) {
    yield { name, input: bytes as BufferSource, lastModified: modifiedAt };
  }
}
