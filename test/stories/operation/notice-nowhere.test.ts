import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSilentWeb, type SilentWeb } from '../../support/cases/silent-case.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';
import type { Caller } from '../../support/web/web-caller.ts';

/** Nobody is promised a message that has nowhere to go. */
describe('whoever chooses how they hear that something waits', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  let school: Caller;
  const region = WEB_REGION.replace(
    'name: Moeder, email: moeder@example.org',
    'name: Moeder, phone: "06 12345678"',
  );
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true, region }));
    school = await silent.as('school');
  });
  afterAll(() => silent?.schakel.stop());

  const chooses = async (who: Caller, notice: string): Promise<string> => {
    const answer = await who.fill('person.reach', {}, { notice, language: 'nl' });
    const { html } = answer.status === 303 ? await who.get(answer.headers.get('location') ?? '/') : answer;
    return textOf(html);
  };

  it('reads at the form that without a number no text message arrives, and what to do', async () => {
    const words = await chooses(school, 'sms');
    expect(words).toContain(
      'Van je is geen mobiel nummer bekend, dus een sms komt niet aan. Er is niets veranderd.',
    );
    expect(words).toContain('vraag de regiehouder om het nummer op te schrijven');
    expect(words).not.toContain('Genoteerd');
  });

  it('is still told by e-mail after that', async () => {
    const before = silent.schakel.letters.mails.length;
    await (await silent.as('casemanager')).press('agreement.create', {
      caseId: silent.id,
      title: 'Onderwijsplan',
      doneWhen: 'het staat op papier',
      owner: await silent.member('school'),
      due: '2027-04-01',
    });
    await silent.schakel.settle();
    expect(silent.schakel.letters.mails.slice(before).map((mail) => mail.to)).toContain('school@example.org');
  });

  it('reads the same of an e-mail without an address', async () => {
    const words = await chooses(await silent.as('moeder'), 'email');
    expect(words).toContain(
      'Van u is geen e-mailadres bekend, dus een e-mail komt niet aan. Er is niets veranderd.',
    );
  });

  it('is told that nothing comes when that is what they choose', async () => {
    expect(await chooses(school, 'none')).toContain(
      'Er gaat voortaan geen bericht: kijk zelf of er iets wacht.',
    );
    expect(await chooses(school, 'email')).toContain('Genoteerd. Zo hoor je voortaan dat er iets wacht.');
  });
});

describe('where no letters can be sent', () => {
  let silent: SilentWeb;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel(ON_THE_WEB));
  });
  afterAll(() => silent?.schakel.stop());

  it('whoever chooses an e-mail reads that none goes out yet', async () => {
    const school = await silent.as('school');
    const answer = await school.fill('person.reach', {}, { notice: 'email', language: 'nl' });
    const words = textOf((await school.get(answer.headers.get('location') ?? '/')).html);
    expect(words).toContain('E-mail staat hier nog uit: tot dat verandert gaat er geen bericht.');
  });
});
