import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD as LEAD_KEY } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { callerOf } from '../../support/web/web-caller.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** C02, P23: how this works, what is kept and who reads it, what is asked; in that order, before anything else. */
const IN_ORDER = /Welkom in .*Zo werken we.*Schakel bewaart.*Wat we (u|je) vragen/s;

/** Words that stand for somebody alone, as they come to look. */
async function forThem(here: SchoolCase, key: string, path = '/'): Promise<string> {
  await here.schakel.settle();
  const { html } = await (await callerOf(here.schakel, key)).get(path);
  return wordsOf(/<section aria-labelledby="for-you"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '');
}

describe('whoever comes into a case on the web', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
    await here.agree('Onderwijsplan', 'moeder');
  });
  afterAll(() => here?.close());

  it('reads it before what is asked of them: a mother as a parent', async () => {
    const page = await forThem(here, 'moeder', `/c/${here.id}`);
    expect(page).toMatch(IN_ORDER);
    expect(page).toContain('U praat mee, en u mag iemand meenemen');
    expect(page.indexOf('Wat we u vragen')).toBeLessThan(page.indexOf('Onderwijsplan'));
  });

  it('reads it in the words of their own role, and who leads what that asks', async () => {
    expect(await forThem(here, 'school')).toContain('School, gezin en anderen houden hier samen bij');
    const lead = await forThem(here, 'casemanager');
    expect(lead).toMatch(/Je hebt nu de regie in .*Schakel bewaart.*kies wie waarneemt/s);
  });

  it('is not welcomed when they run Schakel in the region', async () => {
    expect(await forThem(here, 'coordinator')).not.toContain('Fijn dat je meedoet');
  });

  it('reads it too when they are added weeks later, and nobody reads it a second time', async () => {
    await here.schakel.at('2027-04-20', '10:00');
    await (await callerOf(here.schakel, 'coordinator')).press('participant.add', {
      ...{ caseId: here.id, role: 'careProvider', organisation: '' },
      person: await here.schakel.person('jeugdconsulent'),
    });
    const added = await forThem(here, 'jeugdconsulent');
    expect(added).toMatch(IN_ORDER);
    expect(added).toContain('Je beroepsgeheim blijft');
    expect(added).toContain('Vragen? De regiehouder is Casemanager gemeente');
    const open = (await forThem(here, 'moeder')).split('Wat eerder')[0] ?? '';
    expect(open.split('Fijn dat u meedoet').length).toBeLessThanOrEqual(2);
  });
});

describe('whoever comes into a case before the family said who reads along', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase({ consent: 'before-sharing' });
  });
  afterAll(() => here?.close());

  it('reads that they see the agreements of their own organisation, and when that will be more', async () => {
    const page = await forThem(here, 'school');
    expect(page).toMatch(IN_ORDER);
    expect(page).toContain('Je ziet nu alleen de afspraken van je eigen organisatie.');
    expect(await forThem(here, 'moeder')).toContain('Van een organisatie zegt het gezin of die mag meelezen');
  });
});

describe('whoever comes into a case in chat', () => {
  let here: InThreePlaces;
  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    const room = here.newest();
    const code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    const bring = (values: Record<string, string | null>): Promise<void> =>
      bringIn(here.slack.as(COORDINATOR), here, room, values);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    ok(await here.people.as(LEAD_KEY).click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('reads it as the first message of their own, on Slack and on Teams', () => {
    const [mother = ''] = here.slack.written(MOTHER);
    expect(mother).toMatch(IN_ORDER);
    expect(mother).toContain('Fijn dat u meedoet');
    const [first = '', ...rest] = here.teams.municipality.written(LEAD.aadObjectId);
    expect(first).toMatch(IN_ORDER);
    expect(first).toContain('Gemeente, gezin, school en anderen');
    expect(rest.join()).toContain('Je hebt nu de regie in');
  });

  it('leads from it to how the region works', async () => {
    ok(await here.slack.as(MOTHER).click({ channel: 'dm' }, 'Zo werken we'));
    await here.settle();
    expect(here.slack.written(MOTHER).at(-1)).toContain('Wie beslist wat?');
  });
});
