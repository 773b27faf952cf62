/** Cases whose every free text wishes no good, carried through the real parts: pages, papers, mails, files, D-Sure. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { type Sealer, startSealer } from '../../activities/sealer.ts';
import type { ApiServices } from '../../api/services.ts';
import { type OpenStreams, openStreams } from '../../api/streams/open-streams.ts';
import { signInAtDSure } from '../../bin/example/authority.ts';
import { Browser } from '../../bin/example/browser.ts';
import { typedApplication } from '../../domain/typed-application.ts';
import { seedSignIns } from '../../prisma/sample-sign-ins.ts';
import { password, people, serveDesk } from '../api/net-desk/support/desk.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { apply, type Case, command, untilStage } from '../support/cases.ts';
import { authority } from '../support/d-sure-process.ts';
import { shownOnPaper, shownOnScreen } from '../support/hostile-values.ts';
import { readPdf, withoutSpaces } from '../support/read-pdf.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { misplaced } from '../support/text-places.ts';
import { until } from '../support/until.ts';
import {
  cellsIn,
  endless,
  expectHarmless,
  fileAt,
  formTokenOn,
  keep,
  namesIn,
  screenOf,
  signInAt,
  wicked,
} from './support/hostile-case.ts';

let service: RunningService;
let streams: OpenStreams;
let sealer: Sealer;
let chromium: TestBrowser;
let desk: Awaited<ReturnType<typeof serveDesk>>;
let clerk: Browser;
let wickedCase: Case;
let endlessCase: Case;
let returnedCase: Case;

beforeAll(async () => {
  [service, chromium] = await Promise.all([openService(), openBrowser()]);
  await seedSignIns(service.owner, password);
  const services: ApiServices = { ...service.services, commandWaitMs: 10_000, probes: {} as never };
  streams = openStreams({ ...services, databaseUrl: service.databaseUrl }, 'net-desk');
  sealer = startSealer(service.services, 50);
  desk = await serveDesk(services, streams.hub);
  [wickedCase, endlessCase, returnedCase] = await Promise.all([
    apply(service, wicked),
    apply(service, endless),
    apply(service, wicked),
  ]);
  for (const { prepayment, contractGuarantee } of [wickedCase, endlessCase]) {
    for (const id of [prepayment, contractGuarantee]) await command(service, id, 'approve');
    for (const id of [prepayment, contractGuarantee]) await untilStage(service, id, 'posted');
  }
  await command(service, returnedCase.prepayment, 'return', { content: { reason: shownOnScreen.lines } });
  await untilStage(service, returnedCase.prepayment, 'returned');
  clerk = new Browser(desk.url);
  await signInAt(clerk, people.clerk.email, password);
}, 300_000);
afterAll(async () => {
  await chromium?.close();
  await sealer?.stop();
  await streams?.close();
  desk?.server.closeAllConnections();
  await new Promise((closed) => desk?.server.close(closed));
  await service?.close();
});

describe('at Net Desk', () => {
  test.each([1280, 360])(
    'every page shows it as text (%d px)',
    async (width) => {
      const { contractorId, id: userId } = people.clerk;
      const draft = { id: randomUUID(), contractorId, userId, savedAt: new Date() };
      await service.owner.applicationDraft.create({ data: { ...draft, typed: { ...typedApplication(wicked) } } });
      const screen = await screenOf(chromium, desk.url, clerk, width);
      const at = (path: string, ...words: string[]) => expectHarmless(screen, `${desk.url}${path}`, words);
      const { projectName, jointVentureName, beneficiaryTitle } = wicked.contract;
      for (const path of ['/', '/guarantees', '/issued', '/statements', '/drafts']) await at(path, projectName);
      await at(
        `/guarantees/${wickedCase.prepayment}`,
        projectName,
        jointVentureName ?? '',
        beneficiaryTitle,
        shownOnPaper.style,
      );
      await at(`/guarantees/${wickedCase.prepayment}/submission-set`, projectName);
      await at(`/guarantees/${wickedCase.prepayment}/correction-request`, projectName);
      await at(`/guarantees/${wickedCase.prepayment}/claim`, projectName, beneficiaryTitle);
      await at(`/drafts/${draft.id}`, projectName, shownOnScreen.emoji);
      await at(`/drafts/${draft.id}/confirmation`, projectName, beneficiaryTitle, shownOnScreen.lines);
      await at(`/guarantees/${returnedCase.prepayment}`, shownOnScreen.lines);
      await at(`/guarantees/${returnedCase.prepayment}/resubmission`, shownOnScreen.lines, projectName);
      await at(`/guarantees?q=${encodeURIComponent(shownOnPaper.attribute)}`, shownOnPaper.attribute);
      await at(`/guarantees/${endlessCase.prepayment}`, shownOnPaper.long, shownOnPaper.unbroken);
      await at(`/guarantees/${endlessCase.prepayment}/submission-set`, shownOnPaper.long);
      const paper = await screen.browserContext().newPage();
      await expectHarmless(paper, `${desk.url}/guarantees/${wickedCase.prepayment}/certificates/1`, [
        projectName,
        beneficiaryTitle,
      ]);
      expect(chromium.complaints).toEqual([]);
    },
    180_000,
  );

  test('messages, corrections and searches keep it as text, and a paper its name', async () => {
    const address = `/guarantees/${wickedCase.prepayment}`;
    const formToken = formTokenOn(await clerk.visit(address));
    const send = (path: string, fields: Record<string, string>) =>
      clerk.send(path, new URLSearchParams({ formToken, requestId: randomUUID(), ...fields }));
    expect((await send(`${address}/messages`, { words: shownOnScreen.lines })).status).toBe(200);
    const correction = { field: 'other', shouldBe: shownOnPaper.attribute, reason: shownOnScreen.lines };
    expect((await send(`${address}/correction-request`, correction)).status).toBe(200);
    const search = { name: shownOnPaper.attribute.slice(0, 30), query: 'q=1' };
    await send('/guarantees/searches', search);
    const files = new FormData();
    files.set('formToken', formToken);
    files.append('files', new File(['%PDF-1.7 x'], `=1+1<img src=x onerror=alert(1)>😀.pdf`));
    await clerk.send(`/guarantees/${returnedCase.prepayment}/attachments`, files);
    const screen = await screenOf(chromium, desk.url, clerk, 360);
    await expectHarmless(screen, `${desk.url}${address}`, [shownOnScreen.lines, shownOnPaper.attribute]);
    await expectHarmless(screen, `${desk.url}/guarantees/${returnedCase.prepayment}/attachments`, [
      '=1+1<img src=x onerror=alert(1)>😀.pdf',
    ]);
    const { id } = await service.owner.attachment.findFirstOrThrow();
    const { disposition } = await fileAt(desk.url, clerk, `/guarantees/${returnedCase.prepayment}/attachments/${id}`);
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(disposition)?.[1] ?? '')).toMatch(/😀\.pdf$/);
    expect(chromium.complaints).toEqual([]);
  });

  test.each(['/guarantees.csv', '/issued.csv', '/statements.csv'])('%s calculates nothing', async (path) => {
    const { bytes } = await fileAt(desk.url, clerk, path);
    expect(cellsIn(bytes).some((cell) => cell.includes(shownOnPaper.script))).toBe(true);
  });
});

/** As the contractor reads them on the guarantee's page. */
async function numberAndKey(id: string) {
  const { guaranteeNumber } = await service.db.guarantee.findUniqueOrThrow({ where: { id } });
  const { html } = await clerk.visit(`/guarantees/${id}`);
  const key = /<(?:p|span|div)[^>]*class="key[^>]*>(.*?)<\/p>/s.exec(html)?.[1] ?? '';
  return { 保証契約番号: guaranteeNumber ?? '', 認証キー: withoutSpaces(key.replace(/<[^>]+>/g, '')) };
}

describe('on paper', () => {
  test.each([
    ['wicked', () => wickedCase, wicked],
    ['endless', () => endlessCase, endless],
  ] as const)(
    '%s names stand whole on certificate, notice, statement and claim, none over another',
    async (name, which, sent) => {
      const { prepayment } = which();
      const address = `/guarantees/${prepayment}`;
      const claimPage = await clerk.visit(`${address}/claim`);
      const { jointVentureName, projectName, beneficiaryTitle } = sent.contract;
      const entries = {
        representative: projectName,
        responsiblePerson: jointVentureName ?? '',
        responsibleTelephone: '028-000-0002',
        officer: beneficiaryTitle,
        officerTelephone: '028-000-0003',
        accountKind: 'separate-ordinary',
        accountNumber: '1234567',
        accountHolder: projectName,
      };
      await clerk.send(`${address}/claim`, new URLSearchParams({ formToken: formTokenOn(claimPage), ...entries }));
      const claim = await until(() => fileAt(desk.url, clerk, `${address}/claim/file.pdf`), 60_000);
      const { 保証契約番号: number, 認証キー: key } = await numberAndKey(prepayment);
      const officer = await signInAtDSure(service.dSure.url, authority);
      const { file } = await officer.open(number, key);
      const papers: [string, Uint8Array, string[]][] = [
        ['certificate', file, [projectName, beneficiaryTitle]],
        ['key-notice', (await fileAt(desk.url, clerk, `${address}/documents/key-notice`)).bytes, [projectName]],
        [
          'fee-statement',
          (await fileAt(desk.url, clerk, `${address}/documents/fee-statement`)).bytes,
          [projectName, sent.guarantees[0]?.feeBilledTo ?? ''],
        ],
        ['claim', claim.bytes, [projectName, beneficiaryTitle, jointVentureName ?? '']],
      ];
      for (const [paper, bytes, words] of papers) {
        keep(`${name}-${paper}.pdf`, bytes);
        const { text } = await readPdf(bytes);
        for (const word of words) expect([paper, text.includes(withoutSpaces(word))]).toEqual([paper, true]);
        expect([paper, await misplaced(bytes)]).toEqual([paper, []]);
      }
    },
    120_000,
  );
});

describe('in mails and sets', () => {
  test('no mail has a header of theirs, and each its words', async () => {
    const { mails } = service.inbox;
    await until(() => mails.length >= 5);
    for (const mail of mails) {
      const known = /^(from|to|subject|message-id|content-transfer-encoding|date|mime-version|content-type)$/;
      expect(mail.headerLines.map(({ key }) => key).filter((key) => !known.test(key))).toEqual([]);
      expect(mail.headerLines.find(({ key }) => key === 'subject')?.line).toMatch(/^[\x20-\x7e\r\n]+$/);
      expect([mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address))).toHaveLength(1);
      expect(mail.cc ?? mail.bcc).toBeUndefined();
    }
    const words = mails.map(({ text }) => withoutSpaces(text ?? ''));
    expect(words.some((text) => text.includes(withoutSpaces(wicked.contract.projectName)))).toBe(true);
    expect(words.some((text) => text.includes(withoutSpaces(shownOnScreen.lines)))).toBe(true);
  });

  test('the mail to send oneself, and the archive', async () => {
    const address = `/guarantees/${wickedCase.prepayment}/submission-set`;
    const { bytes } = await fileAt(desk.url, clerk, `${address}/mail.eml`);
    const mail = await simpleParser(Buffer.from(bytes));
    expect(mail.headerLines.map(({ key }) => key).filter((key) => /cc|from|reply|hostile/.test(key))).toEqual([]);
    expect(withoutSpaces(mail.subject ?? '')).toContain(withoutSpaces(wicked.contract.projectName));
    expect(mail.html).toBe(false);
    for (const { filename } of mail.attachments) expect(filename).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
    for (const archive of [`${address}/files.zip`, '/statements.zip'])
      for (const name of namesIn((await fileAt(desk.url, clerk, archive)).bytes))
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
  });
});

test('D-Sure shows certificate, memo, correction and list as text', async () => {
  const reading = new Browser(service.dSure.url);
  const home = await signInAt(reading, authority.email, authority.password);
  const page = await reading.press(home, '開く', await numberAndKey(wickedCase.prepayment));
  const grant = page.address.replace(/[?#].*/, '');
  const send = (path: string, fields: Record<string, string>) =>
    reading.send(`${grant}${path}`, new URLSearchParams({ formToken: formTokenOn(page), ...fields }));
  await send('/memo', { 'memo-text': shownOnScreen.lines });
  const formId = /name="formId" value="([^"]+)"/.exec((await reading.visit(`${grant}/correction`)).html)?.[1] ?? '';
  await send('/correction', { formId, step: 'send', reason: shownOnScreen.lines });
  for (const width of [1280, 360]) {
    const screen = await screenOf(chromium, service.dSure.url, reading, width);
    for (const path of [grant, '/opened', `${grant}/contract-check`, `${grant}/acceptance`, `${grant}/correction`])
      await expectHarmless(screen, `${service.dSure.url}${path}`, []);
    await expectHarmless(screen, `${service.dSure.url}${grant}`, [shownOnScreen.lines]);
  }
  const { bytes } = await fileAt(service.dSure.url, reading, '/opened/file');
  expect(cellsIn(bytes).length).toBeGreaterThan(5);
  await until(() =>
    service.inbox.mails.some(({ text }) => withoutSpaces(text ?? '').includes(withoutSpaces(shownOnScreen.lines))),
  );
  expect(chromium.complaints).toEqual([]);
}, 120_000);
