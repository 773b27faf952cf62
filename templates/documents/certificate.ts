/** What the certificate's template shows: the certificate itself, and the contractor's check copy of it. */
import type { CertificateData } from '../../domain/certificate.ts';
import { certificateLines, labels } from '../../domain/certificate-lines.ts';
import { eraDatePadded } from '../../domain/eras.ts';
import { revisionKindNames } from '../../domain/guarantee.ts';
import type { Form } from '../../domain/product.ts';

/** The certificate, or its check copy, which says of itself that handing it in is not a submission. Source: R-K11, R-K14. */
export function certificateValues(certificate: CertificateData, kind: 'certificate' | 'check-copy') {
  const { guaranteeNumber, revision, revisionKind } = certificate;
  const checkCopy = kind === 'check-copy' ? checkCopyTexts[certificate.form] : null;
  const heading = labels(certificate.product, certificate.worksKind).title;
  return {
    title: `${checkCopy ? '【確認用】' : ''}${heading} ${guaranteeNumber}`,
    heading,
    checkCopy,
    lines: certificateLines(certificate),
    guaranteeSentence: certificate.guaranteeSentence,
    concludedOn: eraDatePadded(certificate.concludedOn),
    surety: certificate.surety,
    branch: certificate.branch,
    footer: `保証契約番号 ${guaranteeNumber}　No. ${revision} ${revisionKindNames[revisionKind]}${checkCopy ? '　確認用' : ''}`,
  };
}

const checkCopyTexts: Record<Form, string> = {
  electronic: 'これだけでは提出になりません。発注者には「認証キーのお知らせ」をご提出ください。',
  paper: 'これだけでは提出になりません。発注者にはお渡しした保証証書をご提出ください。',
};
