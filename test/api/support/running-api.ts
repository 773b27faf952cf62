/** The API in front of a running service: real runs, real documents, real D-Sure. */
import type { ApiServices } from '../../../api/services.ts';
import { openService, type RunningService } from '../../support/running-service.ts';
import { type ServedApi, serveApi } from './api.ts';

export interface RunningApi extends ServedApi {
  readonly service: RunningService;
}

export async function openRunningApi(): Promise<RunningApi> {
  const service = await openService();
  const { db, clock, keyRing, store, runs, logger } = service.services;
  const services: ApiServices = {
    db,
    clock,
    keyRing,
    store,
    runs,
    logger,
    commandWaitMs: 10_000,
    probes: {
      database: () => db.$queryRaw`SELECT 1`,
      temporal: () => service.client.workflowService.getSystemInfo({}),
      documentStore: async () => undefined,
    },
  };
  const served = await serveApi(services);
  return {
    ...served,
    service,
    close: async () => {
      await served.close();
      await service.close();
    },
  };
}
