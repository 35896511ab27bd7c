import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { CONTACT, COORDINATOR, IN_SLACK, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerFor } from '../../support/web/web-caller.ts';

const PLAN = 'Onderwijsplan';
const AT_HOME = 'Dagritme';

/** A contact in Slack gets what they are asked, while it is asked, and the family by its role. */
describe('a call for help in chat', () => {
  let schakel: Schakel<'slack'>;
  let room = '';
  const as = (who: string) => schakel.slack.as(who);
  const told = (): string => schakel.slack.written(CONTACT).join('\n');
  const agree = async (title: string, owner: string): Promise<void> => {
    ok(await as(LEAD).command(room, '/afspraak'));
    ok(await as(LEAD).submit({ title, owner, due: 'vrijdag 12 maart', doneWhen: 'het staat op papier' }));
    await schakel.settle();
  };
  const callAbout = async (title: string): Promise<void> => {
    ok(await as(LEAD).click({ channel: room, text: title }, 'Vraag hulp'));
    ok(await as(LEAD).submit({ rung: '3' }));
    await schakel.settle();
  };

  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
    await openCaseInChat(as(COORDINATOR), schakel);
    room = schakel.slack.channels().at(-1)?.name ?? '';
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
      [MOTHER, 'guardian'],
    ] as const) {
      await bringIn(as(COORDINATOR), schakel, room, { member, role });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await agree(PLAN, 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)');
    await agree(AT_HOME, 'Moeder (ouder of voogd)');
  });
  afterAll(() => schakel?.stop());

  it('that is over before the contact can be told is not told them any more', async () => {
    await schakel.at('2027-03-11', '19:00');
    await callAbout(PLAN);
    expect(told()).toBe('');
    ok(await as(SCHOOL).click({ channel: room, text: PLAN }, 'Is klaar'));
    await schakel.settle();
    ok(await as(LEAD).click({ channel: room, text: PLAN }, 'Klopt, is klaar'));
    await schakel.at('2027-03-12', '09:00');
    expect(told()).not.toContain('heeft uw hulp nodig');
  });

  it('names the family by its role, and nobody of it by name', async () => {
    await schakel.at('2027-03-15', '09:30');
    await callAbout(AT_HOME);
    expect(told()).toContain('heeft uw hulp nodig');
    expect(told()).toContain('aan ouder of voogd');
    expect(told()).not.toMatch(new RegExp(`Moeder|${MOTHER}|${PLAN}`));
  });

  it('is over when the case is closed, which the contact who was on it is told, and reads on their own page', async () => {
    ok(await as(CONTACT).click({ channel: 'dm', text: 'heeft uw hulp nodig' }, 'Ik pak dit op'));
    await schakel.settle();
    ok(await as(LEAD).command(room, '/schakel casus sluit'));
    ok(await as(LEAD).submit({ outcome: 'education', familySpoken: 'yes', stopReason: 'er is een plek' }));
    await schakel.settle();
    ok(await as(MOTHER).click({ channel: room, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'));
    await schakel.settle();
    expect(schakel.slack.written(CONTACT).at(-1)).toMatch(
      /is afgesloten\. Uw hulp is daar niet meer nodig: u hoeft er niet mee verder\. Dank u wel\./,
    );
    const region = await schakel.app.store.regionByKey('midden');
    const contact = await callerFor(schakel, region?.personIds.teamleider ?? '');
    expect((await contact.get('/')).html).toContain('Uw hulp is daar niet meer nodig');
  });
});
