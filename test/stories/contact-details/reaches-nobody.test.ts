import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSilentCase,
  openSilentWeb,
  type SilentInSlack,
  type SilentWeb,
} from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { CONTACT, COORDINATOR, LEAD, REGION_FILE } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';

const raise = (silent: SilentInSlack): Promise<void> => {
  const { schakel, room } = silent;
  return (async () => {
    ok(await schakel.slack.as(LEAD).click({ channel: room, text: 'Onderwijsplan' }, 'Vraag hulp'));
    ok(await schakel.slack.as(LEAD).submit({ rung: '3' }));
    await schakel.settle();
  })();
};

describe('a contact with only an e-mail address, where no mail can be sent', () => {
  let silent: SilentInSlack;
  const region = REGION_FILE.replace(
    `name: Teamleider jeugd, slack: ${CONTACT}`,
    'name: Teamleider jeugd, email: teamleider@example.org, phone: "010 200 0000"',
  );
  beforeAll(async () => {
    silent = await openSilentCase({ region });
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked, and the lead and the coordinators read at once that nothing tells them, and whom to call', async () => {
    const { schakel } = silent;
    const before = [LEAD, COORDINATOR].map((who) => schakel.slack.written(who).length);
    await raise(silent);
    const read = [LEAD, COORDINATOR].map((who, i) => schakel.slack.written(who).slice(before[i]).join('\n'));
    for (const words of read) {
      expect(words).toContain('Teamleider jeugd is in');
      expect(words).toContain('maar hoort dat nu niet: e-mail en sms staan hier uit');
      expect(words).toContain('Het nummer: 010 200 0000');
    }
    expect(read[0]).toContain('Vraag hulp');
    expect(read[1]).toContain('Wie de regie heeft, kan ook iemand anders vragen');
  });

  it('is said once for one call: on the next morning nobody reads it again', async () => {
    expect((await silent.reads(LEAD, '2027-03-12')).join()).not.toContain('hoort dat nu niet');
  });
});

describe('a contact in Slack who never reacts', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    await raise(silent);
    for (const date of ['2027-03-12', '2027-03-15']) await silent.schakel.at(date, '09:00');
  });
  afterAll(() => silent?.schakel.stop());

  it('is asked again after three working days, and the coordinators and the lead hear that there is no answer', async () => {
    const { schakel } = silent;
    const before = [CONTACT, COORDINATOR, LEAD].map((who) => schakel.slack.written(who).length);
    await schakel.at('2027-03-16', '09:00');
    const [contact, ...others] = [CONTACT, COORDINATOR, LEAD].map((who, i) =>
      schakel.slack.written(who).slice(before[i]).join('\n'),
    );
    expect(contact).toContain('heeft uw hulp nodig');
    expect(contact).toContain('Ik pak dit op');
    for (const words of others) expect(words).toContain('is 3 werkdagen geleden in');
    for (const words of others) expect(words).toContain('heeft niet geantwoord');
  });

  it('is named in the list of the week', async () => {
    const list = (await silent.reads(COORDINATOR, '2027-03-22')).find((m) => m.includes('De week van'));
    expect(list).toContain('Om hulp gevraagd en nog geen antwoord: teamleider jeugd');
  });

  it('is asked again every five working days, until they are on it', async () => {
    expect((await silent.reads(CONTACT, '2027-03-23')).join()).toContain('heeft uw hulp nodig');
    ok(await silent.schakel.slack.as(CONTACT).click({ channel: 'dm' }, 'Ik pak dit op'));
    await silent.schakel.settle();
    for (const date of ['2027-03-24', '2027-03-25', '2027-03-30'])
      expect(await silent.reads(CONTACT, date)).toEqual([]);
  });
});

describe('a contact on the web', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  const letters = (): number =>
    silent.schakel.letters.mails.filter(({ to }) => to === 'teamleider@example.org').length;
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true }));
    const agreementId = await silent.agree('Onderwijsplan', 'school', '2027-04-01');
    await (await silent.as('casemanager')).press('ladder.raise', { agreementId, rung: '3' });
    await silent.schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('who never opens the letter: the lead and the coordinators are asked to call after two working days', async () => {
    expect(letters()).toBe(1);
    await silent.schakel.at('2027-03-12', '09:30');
    await silent.schakel.at('2027-03-15', '09:30');
    for (const who of ['casemanager', 'coordinator'])
      expect(await silent.page(who)).toMatch(
        /Teamleider jeugd is in .* heeft al een paar werkdagen niet in Schakel gekeken/,
      );
  });

  it('is sent another letter when nothing is answered', async () => {
    await silent.schakel.at('2027-03-16', '09:30');
    expect(letters()).toBe(2);
    expect(await silent.page('coordinator')).toContain('heeft niet geantwoord');
  });

  it('whose letter is refused: both hear that it did not arrive', async () => {
    silent.schakel.letters.refuseMail.push({ code: 550, at: 'RCPT', to: 'teamleider@example.org' });
    await silent.schakel.at('2027-03-23', '09:30');
    expect(await silent.page('coordinator')).toContain('is niet aangekomen');
    expect(await silent.page('casemanager')).toContain('is niet aangekomen');
  });

  it('stands in the overview as asked and without an answer', async () => {
    const region = await silent.schakel.app.store.regionByKey('midden');
    const page = textOf((await (await silent.as('coordinator')).get(`/r/${region?.id}`)).html);
    expect(page).toContain('Om hulp gevraagd en nog geen antwoord: teamleider jeugd');
  });
});
