import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, STRANGER, USERS } from '../../support/people/in-slack.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import { roomPageOf } from '../../support/web/web-room.ts';
import { begun } from '../operation/begun.ts';
import type { Stage } from '../whole/story4-script.ts';

const CARE = 'T0CARE';
const OTHERS = 'T0OTHERS';
const THERAPIST = {
  id: 'U0THERAPIST',
  name: 'behandelaar',
  realName: 'Behandelaar jeugdhulp',
  email: 'behandelaar@zorg.example',
  isStranger: true,
  teamId: CARE,
};

/** Slack Connect by Slack's own menu: who may invite in Slack needs no Schakel for it. */
describe('a channel on Slack that is shared with another organisation outside Schakel', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  const told = (who: string, from: number): string => schakel.slack.written(who).slice(from).join('\n———\n');
  const overview = (): string =>
    schakel.slack.read(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
  const night = async (): Promise<void> => {
    schakel.app.work.sharing.wake();
    await schakel.app.work.sharing.idle();
    await schakel.settle();
  };

  beforeAll(async () => {
    ({ schakel, stage } = await begun({ slack: { ...IN_SLACK.slack, users: [...USERS, THERAPIST] } }));
  });
  afterAll(() => schakel?.stop());

  it('is told of at once to the lead and to the coordinators, and stands on the overview for everybody', async () => {
    const [lead, coordinator] = [
      schakel.slack.written(LEAD).length,
      schakel.slack.written(COORDINATOR).length,
    ];
    expect(overview()).not.toContain('gedeeld met');
    await schakel.slack.as(COORDINATOR).shareWith(stage.channel, OTHERS);
    await schakel.settle();
    for (const words of [told(LEAD, lead), told(COORDINATOR, coordinator)]) {
      expect(words).toContain('Het Slack-kanaal van');
      expect(words).toContain('is gedeeld met een andere organisatie, zonder uitnodiging van Schakel');
      expect(words).toContain('Een beheerder van Slack verbreekt de koppeling');
      expect(words).not.toContain('Teams');
    }
    expect(overview()).toContain('een Slack-kanaal van deze casus is gedeeld met een andere organisatie');
  });

  it('stands on the page of the case, where it says who takes part', async () => {
    expect(await roomPageOf(schakel, MOTHER)).toMatch(
      /id="people">.*een Slack-kanaal van deze casus is gedeeld met een andere organisatie.*<ul/s,
    );
  });

  it('is told of once, also when Slack says it again and when the night compares', async () => {
    const [lead, coordinator] = [
      schakel.slack.written(LEAD).length,
      schakel.slack.written(COORDINATOR).length,
    ];
    await schakel.slack.as(COORDINATOR).shareWith(stage.channel, OTHERS);
    await schakel.settle();
    await night();
    expect([told(LEAD, lead), told(COORDINATOR, coordinator)]).toEqual(['', '']);
  });

  it('is no news when Schakel itself invited somebody there', async () => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/schakel casus'));
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    ok(await schakel.slack.as(LEAD).submit({ email: THERAPIST.email, role: 'careProvider' }));
    await schakel.settle();
    const [lead, coordinator] = [
      schakel.slack.written(LEAD).length,
      schakel.slack.written(COORDINATOR).length,
    ];
    await schakel.slack.as(THERAPIST.id).joinShared(stage.channel);
    await schakel.settle();
    await night();
    for (const words of [told(LEAD, lead), told(COORDINATOR, coordinator)])
      expect(words).not.toContain('is gedeeld met');
    expect(overview()).toContain('is gedeeld met een andere organisatie');
    expect(overview()).not.toContain('2 andere organisaties');
  });

  it('is said with how many people read along beside those of the case, and programs are none', async () => {
    expect(overview()).not.toMatch(/ander(en)? in een kanaal/);
    await schakel.slack.as(COORDINATOR).invite(stage.channel, STRANGER);
    await schakel.settle();
    await night();
    const counted = /kon 1 ander in een kanaal van deze casus meelezen, naast de \d deelnemers/;
    expect(overview()).toMatch(counted);
    expect(await roomPageOf(schakel, MOTHER)).toMatch(counted);
    await schakel.slack.as(STRANGER).leave(stage.channel);
    await schakel.settle();
    await night();
    expect(overview()).not.toMatch(/ander(en)? in een kanaal/);
  });

  it('is found in the night when no event told it, also when Slack asks for patience first', async () => {
    const lead = schakel.slack.written(LEAD).length;
    await schakel.slack.as(COORDINATOR).shareWith(stage.channel, 'T0THIRD', 'quietly');
    schakel.slack.fail({ kind: '429', method: 'conversations.info', retryAfter: 5 });
    await night();
    expect(told(LEAD, lead)).toContain('is gedeeld met 2 andere organisaties');
    expect(overview()).toContain('2 andere organisaties');
  });

  it('is said to be over when it is, and by whom it still is meant is not counted', async () => {
    const coordinator = schakel.slack.written(COORDINATOR).length;
    await schakel.slack.as(COORDINATOR).unshareFrom(stage.channel, 'T0THIRD');
    await schakel.settle();
    expect(told(COORDINATOR, coordinator)).toContain('nog met één andere organisatie gedeeld');
    await schakel.slack.as(COORDINATOR).unshareFrom(stage.channel, OTHERS);
    await schakel.settle();
    expect(told(COORDINATOR, coordinator)).toContain(
      'niet meer gedeeld met een organisatie die Schakel niet heeft uitgenodigd',
    );
    expect(overview()).not.toContain('gedeeld met');
    expect(await roomPageOf(schakel, MOTHER)).not.toContain('gedeeld met');
  });
});

/** Slack may give a private channel another id when it is shared; people see the same channel. */
describe('a channel that Slack gives another id', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeAll(async () => {
    ({ schakel, stage } = await begun());
  });
  afterAll(() => schakel?.stop());
  const cards = (title: string): string[] =>
    schakel.slack.read(stage.channel).filter((m) => m.startsWith('Afspraak') && m.includes(title));

  it('goes on where it was: a card of before changes in its place, and what is new comes there too', async () => {
    const before = schakel.slack.read(stage.channel).length;
    expect(cards('Onderwijsplan').join()).not.toContain('gaat vandaag verder');
    await schakel.slack.as(COORDINATOR).changeId(stage.channel);
    await schakel.settle();
    const card = { channel: stage.channel, text: 'Onderwijsplan' };
    ok(await schakel.slack.as(MOTHER).click(card, 'Ik heb het anders begrepen'));
    ok(await schakel.slack.as(MOTHER).submit({ words: 'gaat vandaag verder' }));
    await schakel.settle();
    expect(cards('Onderwijsplan')).toHaveLength(1);
    expect(cards('Onderwijsplan').join()).toContain('gaat vandaag verder');
    expect(schakel.slack.read(stage.channel).length).toBeGreaterThanOrEqual(before);
    expect(schakel.slack.written(COORDINATOR).join('\n')).not.toContain('niet meer te bereiken');
  });
});
