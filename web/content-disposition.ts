/** The header that a file is saved by. */

/** To be saved, not shown: a name in ASCII for old readers, and the name itself. Source: RFC 6266, RFC 8187. */
export function attachmentDisposition(asciiName: string, name: string): string {
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${extended(name)}`;
}

/** To be shown, and saved under this name. Only for what was looked at and found to be what it says. */
export function inlineDisposition(asciiName: string, name: string): string {
  return `inline; filename="${asciiName}"; filename*=UTF-8''${extended(name)}`;
}

/** encodeURIComponent leaves four characters that RFC 8187 wants encoded. */
function extended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
