import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const SECOND = WEB_REGION.replace(
  'organisations:',
  `  - { key: tweede, name: Tweede coördinator, email: tweede@example.org }
organisations:`,
);
const REGION = SECOND.replace('coordinators: [coordinator]', 'coordinators: [coordinator, tweede]');
const NOBODY_LEADS = 'nog geen regiehouder';

/** Two coordinate a region; one of them opened the case and takes part in it, the other does not. */
describe('a coordinator who takes no part in a case', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let caseId = '';
  let code = '';
  let calendar = '';
  const second = (): Promise<Caller> => callerOf(schakel, 'tweede');
  const home = async (): Promise<string> => (await (await second()).get('/')).html;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    [caseId = ''] = await schakel.app.store.openCaseIds(region, null, 1);
    code = (await schakel.app.store.cases([caseId]))[0]?.case.code ?? '-';
    const person = await schakel.person('casemanager');
    await coordinator.press('participant.add', { caseId, person, role: 'municipalCaseManager' });
    const tweede = await second();
    const { html } = await tweede.post('/me/calendar', { token: tweede.formToken });
    calendar = /\/calendar\/[\w-]+\.ics/.exec(html)?.[0] ?? '';
    for (const day of ['12', '15']) await schakel.at(`2027-03-${day}`, '10:00');
  });
  afterAll(() => schakel?.stop());

  it('finds it new, also when their calendar asked for their dates before them', async () => {
    expect((await fetch(`${schakel.base}${calendar}`)).status).toBe(200);
    await schakel.at('2027-03-15', '10:15');
    expect(await home()).toMatch(
      new RegExp(`<strong class="schakel-new">Nieuw</strong> <a [^>]*>${code}</a>`),
    );
  });

  it('finds what they are told of it on their own page, with what they can do', async () => {
    const [open = ''] = (await home()).split('<details class="schakel-noprint">');
    expect(open).toContain(NOBODY_LEADS);
    expect(open).toContain('Ik stel iemand voor');
    expect(open).toContain(`<a class="utrecht-link" href="/c/${caseId}">${code}</a>`);
  });

  it('is led by a letter to that very question', async () => {
    const letter = schakel.letters.mails.findLast((mail) => mail.to === 'tweede@example.org');
    const to = (await (await second()).get(pathIn(letter))).headers.get('location') ?? '';
    expect(to).toMatch(/^\/#told-/);
    expect(await home()).toContain(`id="${to.slice(2)}"`);
  });

  it('is not said to take part in it', async () => {
    expect((await home()).split('Waar je aan meedoet')[1] ?? code).not.toContain(code);
  });

  it('finds it settled when another one settled it', async () => {
    const lead = await callerOf(schakel, 'casemanager');
    await lead.press('lead.accept', { caseId });
    const html = await home();
    expect(html.split('<details class="schakel-noprint">')[0]).not.toContain(NOBODY_LEADS);
  });

  it('reads nothing more of it once they coordinate the region no more', async () => {
    expect(await home()).toContain(code);
    await schakel.addRegion(SECOND);
    expect(await home()).not.toContain(code);
  });
});
