import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
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
import { STORY_START } from '../whole/story4-script.ts';

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams. */
describe('how far the lead and the coordinator go, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  let code = '';
  const inTeams = (): string[] => here.teams.municipality.read(here.teams.municipality.channel(code));
  const overview = (): string => here.slack.read(room).find((m) => m.includes(': overzicht')) ?? '';

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.newest();
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    const bring = (values: Record<string, string | null>): Promise<void> =>
      bringIn(here.slack.as(COORDINATOR), here, room, values);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    ok(await here.people.as(LEAD_KEY).click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('stands in the overview from the beginning', () => {
    expect(overview()).toContain('Betrokkenheid: volgen');
  });

  it('is typed by the coordinator in Slack, and told once in every room with its reason and what it means', async () => {
    ok(await here.slack.as(COORDINATOR).command(room, '/schakel casus betrokkenheid'));
    ok(
      await here.slack
        .as(COORDINATOR)
        .submit({ level: 'overleg organiseren', reason: 'twee afspraken bleven liggen' }),
    );
    await here.settle();
    for (const told of [here.slack.read(room), inTeams()]) {
      const news = told.filter((m) => m.includes('zet de betrokkenheid bij'));
      expect(news).toHaveLength(1);
      expect(news[0]).toMatch(/van volgen op overleg organiseren/);
      expect(news[0]).toContain('Waarom: twee afspraken bleven liggen');
      expect(news[0]).toContain('brengt de mensen om het kind bij elkaar');
      expect(news[0]).toContain('Schakel en de coördinator beslissen niets');
    }
    expect(overview()).toContain('Betrokkenheid: overleg organiseren (twee afspraken bleven liggen)');
  });

  it('is a button in the answer to the lead on Teams, and what it is already says so', async () => {
    const lead = here.people.as(LEAD_KEY);
    ok(await lead.command(code, '/schakel casus'));
    ok(await lead.click({ channel: 'dm' }, 'Betrokkenheid'));
    const came = await lead.submit({ level: 'overleg organiseren', reason: 'nog steeds' });
    await here.settle();
    expect(JSON.stringify(came)).toContain('was al: overleg organiseren. Er verandert niets.');
    expect(inTeams().filter((m) => m.includes('zet de betrokkenheid bij'))).toHaveLength(1);
  });
});

describe('how far the lead and the coordinator go, on the web', () => {
  let here: AroundCase;
  const set = (who: string, level: string, reason: string): Promise<string> =>
    here.fill(who, 'case.setInvolvement', { level, reason });
  beforeAll(async () => {
    here = await openAroundCase();
  });
  afterAll(() => here?.schakel.stop());

  it('is changed with a reason by the lead, and a form without one comes back', async () => {
    expect(await set('casemanager', 'hold_to_account', '')).toContain('Vul dit nog in');
    expect(await set('casemanager', 'hold_to_account', 'het plan komt niet')).toContain('is nu: aanspreken');
    await set('coordinator', 'follow', 'het plan is er');
  });

  it('is not for who only takes part: a parent reads who may', async () => {
    expect(await set('moeder', 'convene', 'graag')).toContain('Alleen de regiehouder kan dit');
  });

  it.each(['moeder', 'school', 'casemanager', 'coordinator'])(
    'stands with its history on the page of the case for: %s',
    async (who) => {
      const page = await here.page(who);
      expect(page).toContain('Betrokkenheid van regiehouder en coördinator volgen Volgen:');
      expect(page).toMatch(/van aanspreken naar volgen, door Coördinator\. het plan is er/);
      expect(page).toMatch(
        /Eerder \(1 verandering\).*van volgen naar aanspreken, door Casemanager gemeente\. het plan komt niet/,
      );
    },
  );

  it('is no business of a party that sees only its own agreements', async () => {
    const page = await here.page('traject');
    expect(page).toContain('Trajectbegeleider');
    expect(page).not.toMatch(/Betrokkenheid|aanspreken|het plan komt niet/);
  });

  it('is a choice in the overview of the region, and a column of its export', async () => {
    await set('casemanager', 'regional_assignment', 'niemand heeft een plek');
    const coordinator = await here.as('coordinator');
    const [regionId] = await here.schakel.app.store.allRegionIds();
    const list = async (query: string): Promise<string> =>
      (await coordinator.get(`/r/${regionId}${query}`)).html;
    expect(await list('')).toContain('Betrokkenheid: regionale afspraak');
    expect(await list('?level=regional_assignment')).toContain('Betrokkenheid: regionale afspraak');
    expect(await list('?level=follow')).not.toContain('Betrokkenheid: regionale afspraak');
    expect(await list('/export')).toMatch(/"Betrokkenheid"[\s\S]*"regionale afspraak"/);
  });
});
