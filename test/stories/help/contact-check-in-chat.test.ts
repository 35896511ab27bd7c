import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { CONTACT, COORDINATOR, IN_SLACK, LEAD, REGION_FILE } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';

const REGION = REGION_FILE.replace(
  '{ key: gemeente, name: Gemeente, type: municipality, escalationContact: teamleider }',
  `{ key: gemeente, name: Gemeente, type: municipality, contactPoints: [
      { role: jeugd, person: teamleider, checkedOn: 2026-08-01 },
      { role: vervoer, person: casemanager, deputy: coordinator, checkedOn: 2026-08-02 }] }`,
).replace('organisations:', `  - { key: casemanager, name: Casemanager, slack: ${LEAD} }\norganisations:`);

/** The person behind a contact point answers in chat where they are asked. */
describe('a contact point in Slack', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, region: REGION });
    await schakel.at('2027-03-11', '09:30');
  });
  afterAll(() => schakel?.stop());

  const points = async () => {
    schakel.app.store.forgetRegions();
    const region = await schakel.app.store.regionByKey('midden');
    return region?.file.organisations.find((o) => o.key === 'gemeente')?.contactPoints;
  };

  it('is asked in their own conversation, each about their own, and the coordinator about none', () => {
    const asked = (who: string): string[] =>
      schakel.slack.written(who).filter((m) => m.includes('aanspreekpunt'));
    expect(asked(CONTACT)).toHaveLength(1);
    expect(asked(CONTACT)[0]).toContain('Je bent aanspreekpunt in Regio Midden. Klopt dit nog?');
    expect(asked(CONTACT)[0]).toContain('Gemeente – jeugd. Er is nog geen achtervang.');
    expect(asked(LEAD)[0]).toContain('Gemeente – vervoer. Achtervang: Coördinator.');
    expect(asked(COORDINATOR)).toEqual([]);
  });

  it('answers with one press, or says what changes; the coordinator hears that', async () => {
    const here = { channel: 'dm' };
    ok(await schakel.slack.as(CONTACT).click(here, 'Klopt'));
    expect((await points())?.[0]).toMatchObject({ checkedOn: '2027-03-11', checkedBy: 'contact' });
    ok(await schakel.slack.as(LEAD).click(here, 'Er verandert iets'));
    ok(await schakel.slack.as(LEAD).submit({ what: 'deputy' }));
    await schakel.settle();
    expect((await points())?.[1]).toMatchObject({ changes: { on: '2027-03-11', what: 'deputy' } });
    expect(schakel.slack.written(COORDINATOR).at(-1)).toContain(
      'is aanspreekpunt Gemeente – vervoer en zegt: de achtervang verandert.',
    );
  });
});
