import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSilentCase, type SilentInSlack } from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { CONTACT, COORDINATOR, LEAD, SCHOOL } from '../../support/people/in-slack.ts';

/** Nobody acts on an agreement of 18 March until help is called for on 5 April; the contact answers, and it stays open. */
describe('an agreement that is open past the call for help', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    for (const date of ['2027-03-18', '2027-03-19', '2027-03-23', '2027-03-25', '2027-04-01', '2027-04-05'])
      await silent.schakel.at(date, '09:00');
    ok(await silent.schakel.slack.as(CONTACT).click({ channel: 'dm' }, 'Ik pak dit op'));
    await silent.schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('is not asked about while the contact is on it, and is again on the day after that ran out', async () => {
    for (const date of ['2027-04-06', '2027-04-08'])
      expect((await silent.reads(SCHOOL, date)).join()).not.toContain('nog open');
    expect((await silent.reads(SCHOOL, '2027-04-09')).join()).toContain('nog open, 14 werkdagen');
  });

  it('stands in the bundle of the lead and of the coordinators every five working days, with the answer', async () => {
    const { schakel } = silent;
    ok(await schakel.slack.as(CONTACT).click({ channel: 'dm' }, 'Antwoord geven'));
    ok(await schakel.slack.as(CONTACT).submit({ answer: 'Er komt een gesprek' }));
    await schakel.settle();
    for (const date of ['2027-04-12', '2027-04-19', '2027-04-26']) {
      const before = [LEAD, COORDINATOR].map((who) => schakel.slack.written(who).length);
      await schakel.at(date, '09:00');
      const [lead, coordinator] = [LEAD, COORDINATOR].map((who, i) =>
        schakel.slack.written(who).slice(before[i]).join('\n'),
      );
      for (const words of [lead, coordinator]) {
        expect(words, date).toContain('Onderwijsplan');
        expect(words, date).toContain('antwoordde: “Er komt een gesprek”');
      }
      expect(lead).toContain('Vraag hulp');
    }
  });
});
