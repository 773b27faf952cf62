/** A ZIP file in memory, with names of any script (UTF-8). */
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
