/** GET /guarantees/:id: everything about one guarantee that this reader may know. */
import { AuthenticationKey, keyReading } from '../../domain/authentication-key.ts';
import { waitingSentence } from '../../domain/circuit.ts';
import { Refusal } from '../../domain/refusals.ts';
import { keyContext } from '../../domain/sealing.ts';
import { circuitForStage } from '../../prisma/circuit-views.ts';
import { type GuaranteeView, guaranteeView } from '../../prisma/guarantee-views.ts';
import { recordReading } from '../../prisma/readings.ts';
import type { KeyRing } from '../../services/key-ring.ts';
import { json } from '../answer.ts';
import { documentLinks } from './document-links.ts';
import { endpoint } from './endpoint.ts';
import { guaranteeShape } from './shapes/guarantee.ts';
import { tellIncident, tellResponse, tellRevision, tellSummary } from './telling.ts';

export const guarantee = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'showGuarantee',
  summary: '保証を見る',
  explanation:
    '段階、誰を待っているか、履歴、書類、発注者の確認、これまでの経過です。認証キーは、到着の後に、その受注者だけに示します。',
  description:
    "Stage, whom it waits for, revisions, documents, the authority's responses, what happened. The authentication key " +
    'is told only to its own contractor, and only after the certificate arrived at the viewing platform.',
  missing: 'guarantee-must-exist',
  answers: { 200: { description: 'The guarantee.', schema: guaranteeShape } },
  refusals: ['guarantee-must-exist'],
  async handle({ db, keyRing, clock }, { principal, by, id }) {
    const view = await guaranteeView(db, principal.reader, id);
    if (view === null) throw new Refusal('guarantee-must-exist');
    const [newest] = view.revisions;
    const circuit = principal.reader.staff ? await circuitForStage(db, view.stage, newest?.issuedAt != null) : null;
    const { sealedKey, own: _own, arrived: _arrived, certifiedRevisions: _certified, ...told } = view;
    const key = sealedKey === null ? null : openedKey(keyRing, id, sealedKey);
    if (key !== null) await recordReading(db, { kind: 'key-shown', guaranteeId: id, revision: null, by }, clock.now());
    return json(200, {
      ...told,
      ...tellSummary(told),
      revisions: told.revisions.map(tellRevision),
      documents: documentLinks(view, principal.reader),
      authorityResponses: told.authorityResponses.map(tellResponse),
      incidents: told.incidents.map(tellIncident),
      waitsForCircuit: circuit === null ? null : waitingSentence(circuit),
      authenticationKey: key?.reveal() ?? null,
      authenticationKeyReading: key === null ? null : keyReading(key),
    } satisfies Record<string, unknown>);
  },
});

function openedKey(
  keyRing: KeyRing,
  guaranteeId: string,
  sealed: NonNullable<GuaranteeView['sealedKey']>,
): AuthenticationKey {
  const bytes = keyRing.open(Buffer.from(sealed, 'base64'), keyContext(guaranteeId));
  return new AuthenticationKey(Buffer.from(bytes).toString());
}
