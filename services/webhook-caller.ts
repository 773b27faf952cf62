/** Calls other people's programs over HTTPS: signed, within a time limit, following nothing, and never into private networks. */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface WebhookCall {
  readonly webhookId: string;
  readonly url: string;
  /** The same for every try: by it the receiver knows a call that came twice. */
  readonly deliveryId: string;
  readonly body: string;
  readonly at: Date;
}

export interface WebhookCaller {
  /** The receiver took it (2xx). Throws WebhookFailed otherwise, within the time limit. */
  call(call: WebhookCall): Promise<void>;
}

export type WebhookFailure =
  | 'WebhookSecretMissing'
  | 'WebhookAddressNotAllowed'
  | 'WebhookUnreachable'
  | 'WebhookSilent'
  | 'WebhookRefused';

/** Its message holds neither the address nor what was sent. */
export class WebhookFailed extends Error {
  constructor(name: WebhookFailure) {
    super('a webhook did not take what it was told');
    this.name = name;
  }
}

export interface WebhookSettings {
  /** What every webhook's own secret follows from; null: nothing can be signed, so nothing is sent. */
  readonly secret: string | null;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
}

export function createWebhookCaller(settings: WebhookSettings): WebhookCaller {
  return {
    async call({ webhookId, url, deliveryId, body, at }) {
      if (settings.secret === null) throw new WebhookFailed('WebhookSecretMissing');
      const signature = signatureOf(webhookSecret(settings.secret, webhookId), body, at);
      const headers = { 'hosho-delivery': deliveryId, 'hosho-signature': signature };
      const status = await post(allowed(url, settings), headers, body, settings);
      if (status < 200 || status > 299) throw new WebhookFailed('WebhookRefused');
    },
  };
}

/** The secret of one webhook, which its receiver is given: no receiver can sign what another believes. */
export function webhookSecret(secret: string, webhookId: string): string {
  return createHmac('sha256', secret).update(webhookId).digest('hex');
}

/** `t=<seconds>,v1=<hex>` over `<seconds>.<body>`: an old call sent again by somebody else shows. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

function allowed(text: string, { allowPrivate }: WebhookSettings): URL {
  const url = URL.parse(text);
  if (url === null) throw new WebhookFailed('WebhookAddressNotAllowed');
  const isOfScheme = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!isOfScheme || (!allowPrivate && isPrivate(host))) throw new WebhookFailed('WebhookAddressNotAllowed');
  return url;
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { timeoutMs, allowPrivate }: WebhookSettings,
): Promise<number> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
        },
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        response.destroy(); // what it says beside the status is nobody's concern
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', (error) => reject(failureOf(error, signal)));
    request.end(body);
  });
}

function failureOf(error: Error, signal: AbortSignal): WebhookFailed {
  if (error instanceof WebhookFailed) return error;
  return new WebhookFailed(signal.aborted ? 'WebhookSilent' : 'WebhookUnreachable');
}

/** The name's addresses, where all of them are public: asked while connecting, so that no second answer comes between. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const isAllowed = error === null && addresses.length > 0 && !addresses.some(({ address }) => isPrivate(address));
    const refusal = error ?? (isAllowed ? null : new WebhookFailed('WebhookAddressNotAllowed'));
    const [first] = addresses ?? [];
    if (refusal !== null || first === undefined) callback(refusal as NodeJS.ErrnoException, '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv6');

/** Whether it is an address that only our own side reaches. A name is none: its addresses are looked at. */
export function isPrivate(host: string): boolean {
  const version = isIP(host);
  if (version === 4) return privateNetworks.check(host, 'ipv4');
  if (version === 0) return false;
  return privateNetworks.check(host, 'ipv6');
}
