/** The connection to Temporal: from settings, and back again after the server died. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGuaranteeRuns } from '../../services/guarantee-runs.ts';
import { connectionOptions, connectTemporal, temporalSettings } from '../../services/temporal.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import { startTemporal } from '../support/temporal-server.ts';
import { until } from '../support/until.ts';

const plain = { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_NAMESPACE: 'default', TEMPORAL_TLS: false };

describe('settings', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hosho-tls-'));
    for (const name of ['ca', 'certificate', 'key']) writeFileSync(join(folder, name), `the ${name}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('without TLS or key, only the address counts', () => {
    expect(connectionOptions(temporalSettings(plain))).toEqual({ address: '127.0.0.1:7233' });
  });

  test('with TLS alone the system’s own roots count', () => {
    const settings = temporalSettings({ ...plain, TEMPORAL_TLS: true, TEMPORAL_API_KEY: 'a-key' });
    expect(connectionOptions(settings)).toEqual({ address: '127.0.0.1:7233', tls: {}, apiKey: 'a-key' });
  });

  test('certificates are read from their files', () => {
    const files = {
      TEMPORAL_TLS_CA: join(folder, 'ca'),
      TEMPORAL_TLS_CERTIFICATE: join(folder, 'certificate'),
      TEMPORAL_TLS_KEY: join(folder, 'key'),
    };
    const { tls } = connectionOptions(temporalSettings({ ...plain, TEMPORAL_TLS: true, ...files }));
    expect(tls).toEqual({
      serverRootCACertificate: Buffer.from('the ca'),
      clientCertPair: { crt: Buffer.from('the certificate'), key: Buffer.from('the key') },
    });
  });

  test('a file that is not there stops the start', () => {
    const missing = { ...plain, TEMPORAL_TLS: true, TEMPORAL_TLS_CA: join(folder, 'none') };
    expect(() => temporalSettings(missing)).toThrow('ENOENT');
  });
});

test('a run survives kill -9 of Temporal, and the same client finds it when the server is back', async () => {
  const temporal = await startTemporal();
  const client = connectTemporal({ address: temporal.address, namespace: 'default', tls: null, apiKey: null });
  const runs = createGuaranteeRuns(client, 'unserved-');
  const input = { guaranteeId: randomUUID(), revision: 1, resumeFrom: 'applied', epoch: 1 } as const;
  await runs.startRevision(input);
  const handle = client.workflow.getHandle(revisionRunId(input.guaranteeId, 1));
  const { runId } = await handle.describe();

  await temporal.kill();
  const late = { ...input, guaranteeId: randomUUID() };
  await until(() => runs.startRevision(late, 2000).then(() => true), 60_000);
  expect((await handle.describe()).runId).toBe(runId);
  await runs.startRevision(input);
  expect((await handle.describe()).runId).toBe(runId);
  await client.connection.close();
  await temporal.stop();
});
