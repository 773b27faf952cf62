/** The connection to Temporal, for clients. */
import { readFileSync } from 'node:fs';
import { Client, Connection, type TLSConfig } from '@temporalio/client';

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  /** Set for TLS; the certificate and key are for mutual TLS. */
  readonly tls: { readonly certificate: Buffer | null; readonly key: Buffer | null; readonly ca: Buffer | null } | null;
  readonly apiKey: string | null;
}

/** The settings as the environment names them (config.ts). Certificates and keys are files. */
export function temporalSettings(env: {
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_NAMESPACE: string;
  readonly TEMPORAL_TLS: boolean;
  readonly TEMPORAL_TLS_CA?: string | undefined;
  readonly TEMPORAL_TLS_CERTIFICATE?: string | undefined;
  readonly TEMPORAL_TLS_KEY?: string | undefined;
  readonly TEMPORAL_API_KEY?: string | undefined;
}): TemporalSettings {
  const read = (path: string | undefined) => (path === undefined ? null : readFileSync(path));
  const certificates = {
    certificate: read(env.TEMPORAL_TLS_CERTIFICATE),
    key: read(env.TEMPORAL_TLS_KEY),
    ca: read(env.TEMPORAL_TLS_CA),
  };
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    tls: env.TEMPORAL_TLS ? certificates : null,
    apiKey: env.TEMPORAL_API_KEY ?? null,
  };
}

/** Connects lazily: the process starts, and serves what it can, while Temporal is away. */
export function connectTemporal(settings: TemporalSettings): Client {
  const connection = Connection.lazy(connectionOptions(settings));
  return new Client({ connection, namespace: settings.namespace });
}

/** The options that a client's and a worker's connection share. */
export function connectionOptions({ address, tls, apiKey }: TemporalSettings): {
  address: string;
  tls?: TLSConfig | true;
  apiKey?: string;
} {
  return {
    address,
    ...(tls === null ? {} : { tls: tlsOptions(tls) }),
    ...(apiKey === null ? {} : { apiKey }),
  };
}

function tlsOptions({ certificate, key, ca }: NonNullable<TemporalSettings['tls']>): TLSConfig {
  return {
    ...(ca === null ? {} : { serverRootCACertificate: ca }),
    ...(certificate === null || key === null ? {} : { clientCertPair: { crt: certificate, key } }),
  };
}
