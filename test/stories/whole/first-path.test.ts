import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTACT, COORDINATOR, IN_SLACK, LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

describe('the thinnest path: one case, one agreement, one nudge, one alert', () => {
  let schakel: Schakel<'slack'>;
  let channel: string;
  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
  });
  afterAll(() => schakel?.stop());

  it('opens a private channel with the coordinator in it, a welcome and a pinned overview', async () => {
    const home = await schakel.slack.as(COORDINATOR).openHome();
    expect(home.acknowledgedInTime).toBe(true);
    await schakel.slack.as(COORDINATOR).click('home', 'Nieuwe casus openen');
    const sent = await schakel.slack.as(COORDINATOR).submit({ firstDay: '4 januari 2027' });
    expect(sent.errors).toBeUndefined();
    await schakel.settle();
    channel = schakel.slack.channels()[0]?.name ?? '';
    expect(channel).toMatch(/^[a-z]+-\d+$/);
    expect(schakel.slack.channelByName(channel)?.members).toContain(COORDINATOR);
    expect(schakel.slack.read(channel)[0]).toContain('Dit is niet de plek voor het verhaal van het kind');
    expect(schakel.slack.history(channel).find((m) => m.pinned)?.blocks.length).toBeGreaterThan(2);
    expect(schakel.slack.channelByName(channel)?.topic).toContain('zondag 4 april 2027');
  });

  it('brings people in and takes an agreement with an owner, a date and a criterion', async () => {
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
    ] as const) {
      await schakel.slack.as(COORDINATOR).command(channel, '/schakel deelnemer');
      const sent = await schakel.slack.as(COORDINATOR).submit({ member, role });
      expect(sent.errors).toBeUndefined();
      await schakel.settle();
    }
    expect(schakel.slack.channelByName(channel)?.members).toEqual(expect.arrayContaining([LEAD, SCHOOL]));
    await schakel.slack.as(LEAD).command(channel, '/schakel regie');
    await schakel.slack.as(LEAD).click({ channel }, 'Ik neem de regie');
    await schakel.slack.as(LEAD).command(channel, '/afspraak');
    const sent = await schakel.slack.as(LEAD).submit({
      title: 'Onderwijsplan',
      owner: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
      due: 'donderdag 18 maart',
      doneWhen: 'ouder en school hebben het plan',
    });
    expect(sent.errors).toBeUndefined();
    await schakel.settle();
    const card = schakel.slack
      .read(channel)
      .find((m) => m.includes('Onderwijsplan') && m.includes('Klaar als'));
    expect(card).toContain('donderdag 18 maart 2027');
  });

  it('reminds the owner two working days before, directly', async () => {
    await schakel.at('2027-03-16', '09:00');
    expect(schakel.slack.written(SCHOOL).join('\n')).toContain('dinsdag 16 maart 2027');
    expect(schakel.slack.written(SCHOOL).join('\n')).toContain('Lukt het?');
  });

  it('alerts the escalation contact by itself after ten working days', async () => {
    for (const date of [
      '2027-03-18',
      '2027-03-19',
      '2027-03-23',
      '2027-03-25',
      '2027-03-31',
      '2027-04-01',
      '2027-04-02',
      '2027-04-05',
      '2027-04-06',
    ])
      await schakel.at(date, '09:00');
    expect(schakel.slack.written(CONTACT).join('\n')).toContain('heeft uw hulp nodig');
    expect(schakel.slack.written(COORDINATOR).join('\n')).toContain('is om hulp gevraagd');
  });
});
