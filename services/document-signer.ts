/** The step between print and store: puts the surety's signature on a PDF. */

export interface DocumentSigner {
  /** The signed bytes. */
  sign(pdf: Uint8Array): Promise<Uint8Array>;
}

/** Signs nothing: D-Sure's digest and arrival time stand for authenticity (R-L9) until a certificate is configured. */
export const unsigned: DocumentSigner = { sign: async (pdf) => pdf };
