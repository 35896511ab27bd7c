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

const EVERYBODY = ['moeder', 'vader', 'school', 'casemanager', 'coordinator'] as const;

describe('what runs beside a case, on the web', () => {
  let here: AroundCase;
  const note = (who: string, values: Record<string, string>): Promise<string> =>
    here.fill(who, 'track.note', values);
  const idOf = async (kind: string): Promise<string> => {
    const [state] = await here.schakel.app.store.cases([here.id]);
    return state?.tracks.find((one) => one.kind === kind)?.id ?? '';
  };
  const press = async (who: string, command: string, kind: string): Promise<number> => {
    const trackId = await idOf(kind);
    const { status } = await (await here.as(who)).press(command, { caseId: here.id, trackId });
    await here.schakel.settle();
    return status;
  };
  beforeAll(async () => {
    here = await openAroundCase();
  });
  afterAll(() => here?.schakel.stop());

  it('is noted by a parent, with a word for whoever may be asked', async () => {
    const answer = await note('moeder', {
      ...{ trackKind: 'mediation', from: '2027-02-08', until: '2027-03-19' },
      askWhom: 'de mediator',
    });
    expect(answer).toContain('leest dat dit loopt, niet waar het over gaat');
  });

  it.each(EVERYBODY)('stands on the page, with whom to ask, and is told once to: %s', async (who) => {
    const page = await here.page(who);
    expect(page).toMatch(/bemiddeling: loopt sinds .*8 februari 2027, tot en met .*19 maart 2027\./);
    expect(page).toContain('Vragen hierover? de mediator weet meer.');
    expect(page.match(/Er loopt nog iets naast deze casus: bemiddeling/g)).toHaveLength(1);
  });

  it('is nothing for a party that sees only its own agreements', async () => {
    expect(await here.page('traject')).not.toMatch(/bemiddeling|mediator|nog meer loopt/);
  });

  it('asks again about a word for whom that looks like a number or address', async () => {
    const answer = await note('casemanager', {
      ...{ trackKind: 'objection_appeal', from: '2027-03-01', until: '', askWhom: 'bel 06 12345678' },
    });
    expect(answer).toContain('telefoonnummer');
    expect(await here.page('moeder')).not.toContain('bezwaar of beroep');
  });

  it('is not for the school to note, which sees no button for it and reads who may', async () => {
    const shown = await (await here.as('school')).press('track.show', { caseId: here.id });
    expect(shown.html).not.toMatch(/Ander traject noteren|Dit loopt niet meer/);
    const answer = await note('school', { trackKind: 'disputes_committee', from: '2027-03-01' });
    expect(answer).toContain('Alleen een ouder of de jongere kan dit.');
  });

  it('is changed by the lead, who is told nothing was lost, and ended by the other parent', async () => {
    const trackId = await idOf('mediation');
    const form = (
      await (await here.as('casemanager')).get(`/form/track.change?caseId=${here.id}&trackId=${trackId}`)
    ).html;
    expect(form).toContain('19 maart 2027');
    await here.fill('casemanager', 'track.change', { from: '2027-02-08', until: '' }, { trackId });
    const page = await here.page('school');
    expect(page).toMatch(/bemiddeling: loopt sinds .*8 februari 2027, einde nog niet bekend/);
    expect(page).toContain('de mediator weet meer');
    expect(await press('vader', 'track.end', 'mediation')).toBe(303);
    expect(await here.page('school')).toContain('Dit is voorbij.');
    expect(await here.page('school')).toContain('Dit loopt niet meer naast deze casus: bemiddeling');
  });

  it('a report of a parent is theirs alone: for nobody else it is there, on no page and in no answer', async () => {
    const answer = await here.fill('moeder', 'track.noteReport', { from: '2027-03-09' });
    expect(answer).toContain('Genoteerd, alleen voor u.');
    expect(await here.page('moeder')).toMatch(/melding bij de inspectie: loopt sinds .*Alleen u ziet dit\./);
    for (const who of ['vader', 'school', 'casemanager', 'coordinator', 'traject']) {
      expect(await here.page(who), who).not.toContain('melding bij de inspectie');
      const shown = await (await here.as(who)).press('track.show', { caseId: here.id });
      expect(shown.html, who).not.toContain('melding bij de inspectie');
      const path = `/form/track.change?caseId=${here.id}&trackId=${await idOf('inspectorate_report')}`;
      expect((await (await here.as(who)).get(path)).html, who).not.toContain('9 maart');
    }
    await press('casemanager', 'track.end', 'inspectorate_report');
    expect(await here.page('moeder')).toContain('melding bij de inspectie: loopt sinds');
  });

  it('until she lets others see it', async () => {
    await press('moeder', 'track.share', 'inspectorate_report');
    for (const who of EVERYBODY)
      expect(await here.page(who), who).toContain('melding bij de inspectie: loopt');
    expect(await here.page('moeder')).not.toContain('Alleen u ziet dit');
    expect(await here.page('traject')).not.toContain('inspectie');
  });

  it('lets who sees the whole case open the timeline also while somebody keeps a report', async () => {
    await here.fill('vader', 'track.noteReport', { from: '2027-03-10' });
    for (const who of EVERYBODY)
      expect((await (await here.as(who)).get(`/c/${here.id}/timeline`)).status, who).toBe(200);
    expect((await (await here.as('traject')).get(`/c/${here.id}/timeline`)).status).toBe(404);
  });
});

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams. */
describe('what runs beside a case, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  let code = '';
  const inTeams = (): string[] => here.teams.municipality.read(here.teams.municipality.channel(code));
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

  it('is typed by the lead on Teams, told in every room and shown in the overview, without whom to ask', async () => {
    const lead = here.people.as(LEAD_KEY);
    ok(await lead.command(code, '/schakel traject'));
    ok(
      await lead.submit({
        ...{ trackKind: 'bemiddeling', from: '8 februari 2027', until: '19 maart 2027' },
        askWhom: 'de mediator',
      }),
    );
    await here.settle();
    for (const told of [here.slack.read(room), inTeams()]) {
      expect(told.filter((m) => m.includes('Er loopt nog iets naast deze casus: bemiddeling'))).toHaveLength(
        1,
      );
      expect(told.find((m) => m.includes(': overzicht'))).toMatch(
        /Loopt ook: bemiddeling, tot en met .*19 maart 2027/,
      );
      expect(told.join('\n')).not.toContain('de mediator');
    }
  });

  it('is one press away for a parent who is a guest in Slack, who notes her report there, and nobody reads of it', async () => {
    const mother = here.slack.as(MOTHER);
    ok(await mother.click({ channel: room, text: ': overzicht' }, 'Andere trajecten'));
    await here.settle();
    ok(await mother.click('modal', 'Mijn melding noteren'));
    ok(await mother.submit({ from: '9 maart 2027' }));
    await here.settle();
    ok(await mother.click({ channel: room, text: ': overzicht' }, 'Andere trajecten'));
    await here.settle();
    ok(await mother.click('modal', 'Laat anderen dit zien'));
    const before = [...here.slack.read(room), ...inTeams()].join('\n');
    expect(before).not.toContain('inspectie');
    await here.settle();
    for (const told of [here.slack.read(room), inTeams()])
      expect(told.join('\n')).toContain('Er loopt nog iets naast deze casus: melding bij de inspectie');
  });
});
