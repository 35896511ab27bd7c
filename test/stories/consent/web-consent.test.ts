import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const MORE_PEOPLE = WEB_REGION.replace(
  'organisations:',
  `  - { key: traject, name: Trajectbegeleider, email: traject@example.org }
  - { key: vader, name: Vader, email: vader@example.org }
organisations:`,
);
const THEIRS = 'Zonnebloemplan';
const OWN = 'Plaatsing';

/** A mother and a father with authority, and the party that it is about, see who may read along; in real browsers. */
describe.each([
  ['unless somebody says no', MORE_PEOPLE, false],
  ['after everybody said yes', `${MORE_PEOPLE}consent: before-sharing\n`, true],
])('a party reads along %s', (_when, region, isFirst) => {
  let schakel: Schakel<'web'>;
  let lead: Caller;
  let mother: Page;
  let traject: Page;
  let caseId = '';
  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const look = async (page: Page): Promise<string> => {
    await page.goto(`/c/${caseId}`);
    return reads(page);
  };
  const participant = async (key: string): Promise<string> => {
    const personId = await schakel.person(key);
    const [state] = await schakel.app.store.cases([caseId]);
    return state?.participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const answer = async (key: string, said: 'yes' | 'no'): Promise<void> => {
    await (await callerOf(schakel, key)).press('consent.answer', { caseId, party: 'swv', answer: said });
    await schakel.settle();
  };

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region });
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const { store } = schakel.app;
    caseId = (await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1))[0] ?? '';
    for (const [key, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['traject', 'educationPartnership', 'swv'],
      ['moeder', 'guardian', ''],
      ['vader', 'guardian', ''],
    ] as const)
      await coordinator.press('participant.add', {
        caseId,
        person: await schakel.person(key),
        role,
        organisation,
      });
    lead = await callerOf(schakel, 'casemanager');
    await coordinator.press('lead.suggest', { caseId, participant: await participant('casemanager') });
    await lead.press('lead.accept', { caseId });
    for (const [title, key] of [
      [THEIRS, 'casemanager'],
      [OWN, 'traject'],
    ] as const)
      await lead.press('agreement.create', {
        caseId,
        title,
        doneWhen: 'het staat op papier',
        owner: await participant(key),
        due: '2027-03-18',
      });
    await schakel.settle();
    mother = await schakel.web.visit('moeder');
    traject = await schakel.web.visit('traject');
  });
  afterAll(() => schakel?.stop());

  it(`${isFirst ? 'sees only its own agreements' : 'sees all agreements'} while nobody answered`, async () => {
    expect((await look(traject)).includes(THEIRS)).toBe(!isFirst);
    expect(await reads(traject)).toContain(OWN);
  });

  it('is asked about by the lead: yes, no and “talk first” are equally large, and none is chosen', async () => {
    await lead.fill('consent.ask', { caseId }, { party: 'swv' });
    await schakel.settle();
    expect(await look(mother)).toContain('Mag Samenwerkingsverband meelezen');
    expect(await reads(mother)).toContain('Zegt u nee, dan helpen wij u gewoon verder.');
    const buttons = mother
      .locator('.schakel-card--asked', { hasText: 'Mag Samenwerkingsverband meelezen' })
      .getByRole('button');
    expect(await buttons.allInnerTexts()).toEqual(['Ja', 'Nee', 'Ik wil eerst overleggen']);
    const looks = await buttons.evaluateAll((all) => all.map((b) => b.className));
    expect(new Set(looks).size).toBe(1);
    expect(await wrongWith(mother)).toEqual([]);
  });

  it('a mother says no on the page of the case, and everybody sees what that means', async () => {
    const question = mother.locator('.schakel-card--asked', { hasText: 'Mag Samenwerkingsverband meelezen' });
    await follow(question.getByRole('button', { name: 'Nee', exact: true }));
    await schakel.settle();
    expect(await reads(mother)).toContain('Samenwerkingsverband ziet alleen de eigen afspraken');
    expect(await reads(mother)).toMatch(/Samenwerkingsverband – informatie vragen: .*; meelezen: nee/);
    const school = await schakel.web.visit('school');
    expect(await look(school)).toContain('Samenwerkingsverband: alleen eigen afspraken');
    expect(await reads(school)).not.toContain('Moeder: nee');
    await look(mother);
    const answers = mother.locator('#consents ~ details', { hasText: 'Samenwerkingsverband' });
    await answers.locator('> summary').click();
    expect(await answers.innerText()).toContain('Moeder: nee');
  });

  it('whom it is about reads why, kindly, and no agreement, name or date of another', async () => {
    expect(await look(traject)).toContain('Er is op dit moment geen toestemming van de familie');
    expect(await reads(traject)).toContain('niets te doen');
    expect(await reads(traject)).toContain(OWN);
    expect(await reads(traject)).not.toContain(THEIRS);
    expect(await reads(traject)).not.toMatch(/dagen thuis|Drie maanden|Ondersteuningscoördinator/);
    expect(await wrongWith(traject)).toEqual([]);
    await traject.goto('/');
    expect(await reads(traject)).not.toMatch(new RegExp(`${THEIRS}|dagen thuis`));
    expect((await traject.goto(`/c/${caseId}/timeline`))?.status()).toBe(404);
  });

  it('keeps what is asked of them about their own', async () => {
    await look(traject);
    const card = traject.locator('.schakel-card--asked', { hasText: OWN }).first();
    await follow(card.getByRole('button', { name: 'Klopt', exact: true }));
    expect(await reads(traject)).toContain('Bevestigd door');
  });

  it('one yes beside a no is a no; two are a yes', async () => {
    await answer('vader', 'yes');
    expect(await look(traject)).not.toContain(THEIRS);
    await answer('moeder', 'yes');
    expect(await look(traject)).toContain(THEIRS);
    await answer('vader', 'no');
    expect(await look(traject)).not.toContain(THEIRS);
  });

  it('another choice of the region holds at once, in this running case too', async () => {
    const other = isFirst ? 'unless-refused' : 'before-sharing';
    const coordinator = await callerOf(schakel, 'coordinator');
    const version = (await schakel.app.store.regionByKey('midden'))?.version ?? 0;
    await coordinator.fill(
      'manage.consent',
      { version },
      { rule: other, reason: 'zo willen wij het hier', region: 'midden' },
    );
    await schakel.settle();
    const school = await schakel.web.visit('school');
    expect((await look(school)).includes(THEIRS)).toBe(isFirst);
    // A no is a no under either.
    expect(await look(traject)).not.toContain(THEIRS);
  });
});
