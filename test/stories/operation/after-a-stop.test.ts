import { afterEach, describe, expect, it } from 'vitest';
import { openSilentCase, type SilentInSlack } from '../../support/cases/silent-case.ts';
import { COORDINATOR, SCHOOL } from '../../support/people/in-slack.ts';

/** Schakel stood still over the time of the questions. What people read afterwards is one question, of that day. */
describe('after Schakel stood still on the day an agreement is due, Thursday 18 March', () => {
  let silent: SilentInSlack;
  afterEach(() => silent?.schakel.stop());
  const begin = async (): Promise<void> => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    await silent.schakel.at('2027-03-16', '09:00');
  };

  it('from before nine until the evening, its owner reads one question on Friday, with Friday as the day', async () => {
    await begin();
    expect(await silent.reads(SCHOOL, '2027-03-18', '20:00')).toEqual([]);
    expect(await silent.reads(SCHOOL, '2027-03-19', '08:30')).toEqual([]);
    const [bundle = '', ...more] = await silent.reads(SCHOOL, '2027-03-19', '09:00');
    expect(more).toEqual([]);
    expect(bundle).toMatch(/^Vandaag, vrijdag 19 maart 2027/);
    expect(bundle).toMatch(/nog open\. Wat heb je nodig\?/);
    expect(bundle).not.toContain('Is het klaar?');
  });

  it('from before nine until two, its owner reads one question that afternoon', async () => {
    await begin();
    const [bundle = '', ...more] = await silent.reads(SCHOOL, '2027-03-18', '14:00');
    expect(more).toEqual([]);
    expect(bundle).toMatch(/^Vandaag, donderdag 18 maart 2027.*Is het klaar\?/s);
  });

  it('for a week and started on the evening before Easter, the coordinators get one list after it', async () => {
    await begin();
    await silent.schakel.at('2027-03-25', '20:00');
    const lists = async (date: string, time: string): Promise<number> =>
      (await silent.reads(COORDINATOR, date, time)).filter((m) => m.includes('De week van')).length;
    expect(await lists('2027-03-30', '08:30')).toBe(0);
    expect(await lists('2027-03-30', '09:00')).toBe(1);
  });
});

describe('after Slack took nothing for a week', () => {
  let silent: SilentInSlack;
  afterEach(() => silent?.schakel.stop());

  it('the coordinators get the list of this week, and not that of the week before', async () => {
    silent = await openSilentCase({ start: '2027-03-05T08:00:00.000Z' });
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    const { schakel } = silent;
    schakel.slack.fail({ kind: '503', channel: COORDINATOR, times: Infinity });
    for (const date of ['2027-03-08', '2027-03-09', '2027-03-12', '2027-03-15'])
      await schakel.at(date, '09:00');
    schakel.slack.heal();
    const read = await silent.reads(COORDINATOR, '2027-03-15', '10:00');
    expect(read.filter((m) => m.includes('De week van'))).toHaveLength(1);
  });
});
