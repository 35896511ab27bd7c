import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD, SCHOOL } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  regionFile,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const QUESTION = 'Wat is er op school al geprobeerd?';

/** C03: the mother and the coordinator in Slack, who leads on Teams; whom the school names, on Teams, takes no part. */
describe('a party is asked for information, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const reads = (who: string): string => here.written(who).join('\n———\n');
  const last = (who: string): string => here.written(who).at(-1) ?? '';
  const begin = async (party: string): Promise<string> => {
    ok(await as(LEAD).command(room, 'vragen'));
    ok(await as(LEAD).click({ channel: 'dm' }, 'Informatie vragen'));
    const answer = await as(LEAD).submit({ party });
    ok(answer);
    await here.settle();
    return answer.body;
  };

  beforeAll(async () => {
    here = await startInThreePlaces('2027-03-11T08:30:00.000Z', undefined, (teamOf, rooms) =>
      regionFile(teamOf, rooms).replace(
        'type: school }',
        'type: school, contactPoints: [{ role: zorg, person: ib, deputy: ib-achtervang }] }',
      ),
    );
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [MOTHER, 'guardian', null],
    ] as const)
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('without a yes the lead reads on Teams why not, asks for it with one press, and the school hears nothing', async () => {
    await begin('School (doet nog niet mee)');
    expect(last(LEAD)).toContain('nog geen toestemming om School om informatie te vragen');
    expect(last(LEAD)).toContain('Er is niets naar School gegaan.');
    ok(await as(LEAD).click({ channel: 'dm' }, 'Toestemming vragen'));
    await here.settle();
    expect(reads(MOTHER)).toContain('Mogen wij bij School vragen');
    expect(reads(SCHOOL)).not.toMatch(/vraag voor/);
  });

  it('with the mother’s yes in Slack the lead gets the way to the form, for that school, and types nothing in chat', async () => {
    ok(await as(MOTHER).click({ channel: 'dm', text: 'Mogen wij bij' }, 'Ja'));
    await here.settle();
    expect(await begin('School')).toContain('Vragen en antwoorden typ je niet in de chat.');
    const lead = await callerOf(here, 'casemanager');
    const [state] = await here.app.store.cases(
      await here.app.store.openCaseIds((await here.app.store.allRegionIds())[0] ?? '', null, 1),
    );
    const caseId = state?.case.id ?? '';
    const contact = await here.person('ib');
    const { status } = await lead.fill(
      'request.ask',
      { caseId, party: 'school' },
      { contact, question1: QUESTION, question2: '', question3: '', due: '2027-03-18' },
    );
    expect(status).toBe(303);
    await here.settle();
  });

  it('whom the school names gets it on Teams, in their own place, without a word of what is asked', async () => {
    expect(reads(SCHOOL)).toContain('Er is een vraag voor je van Casemanager gemeente');
    expect(reads(SCHOOL)).toContain('donderdag 18 maart 2027');
    const way = await as(SCHOOL).click({ channel: 'dm', text: 'een vraag voor je' }, 'Antwoord geven');
    ok(way);
    expect(way.body).toContain('Vragen en antwoorden typ je niet in de chat.');
    for (const who of [SCHOOL, LEAD, MOTHER, COORDINATOR, room]) expect(reads(who)).not.toContain(QUESTION);
    expect(here.slack.read(room).join('\n')).not.toContain(QUESTION);
    expect(here.slack.read(room).join('\n')).toContain('Er is om informatie gevraagd aan School');
  });

  it('“we do not have this” is one press on Teams, and the family reads in Slack that it was answered', async () => {
    const said = await as(SCHOOL).click({ channel: 'dm', text: 'een vraag voor je' }, 'Dat hebben we niet');
    ok(said);
    await here.settle();
    expect(said.body).toContain('Je antwoord staat erbij');
    expect(here.slack.read(room).join('\n')).toContain('School heeft deze informatie niet');
    const list = await as(COORDINATOR).command(room, '/schakel vragen');
    ok(list);
    await here.settle();
    expect(list.body + reads(COORDINATOR) + here.slack.read(room).join()).toContain('dat hebben we niet.');
  });
});
