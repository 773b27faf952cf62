/** Rows in the words of the API: instants as text, names in Japanese beside the names of the code, links. */
import { responseKindNames } from '../../domain/authority-response.ts';
import { revisionKindNames } from '../../domain/guarantee.ts';
import { productNames } from '../../domain/product.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { stepNames } from '../../domain/steps.ts';
import type { GuaranteeSummary, GuaranteeView } from '../../prisma/guarantee-views.ts';
import type { IncidentView } from '../../prisma/incident-views.ts';
import { addresses } from './addresses.ts';

/** The stage with its title and whom it waits for. */
export function tellStage(stage: Stage) {
  return { stage, stageTitle: stages[stage].title, waitsFor: stages[stage].waitsFor };
}

export function tellSummary(summary: GuaranteeSummary) {
  return {
    ...summary,
    productName: productNames[summary.product],
    ...tellStage(summary.stage),
    links: { self: addresses.guarantee(summary.id), application: addresses.application(summary.applicationId) },
  };
}

export function tellRevision({ stage, kind, ...revision }: GuaranteeView['revisions'][number]) {
  return { ...revision, kind, kindName: revisionKindNames[kind], stage, stageTitle: stages[stage].title };
}

export function tellResponse(response: GuaranteeView['authorityResponses'][number]) {
  return { ...response, kindName: responseKindNames[response.kind] };
}

export function tellIncident<Incident extends IncidentView>(incident: Incident) {
  return {
    ...incident,
    stepName: stepNames[incident.step],
    links: {
      self: addresses.incident(incident.id),
      guarantee: addresses.guarantee(incident.guaranteeId),
      cause: addresses.cause(incident.fingerprint),
    },
  };
}
