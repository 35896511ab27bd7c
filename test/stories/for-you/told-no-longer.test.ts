import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { closeCase } from '../../support/cases/close-case.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { openTown, type Town } from '../../support/schakel/start-schakel.ts';
import { openWebTown, WEB_REGION, type WebTown } from '../../support/schakel/visitors.ts';
import { callerOf } from '../../support/web/web-caller.ts';
import { ok } from '../whole/story4-script.ts';

const GOOD = 'wandelt elke dag met de buurhond';
const TITLE = 'Onderwijsplan';

/** A bundle is about several cases and belongs to none: what it says of each is for who takes part in that one now. */
describe('of a case in which somebody may read no more', () => {
  let town: WebTown;
  let caseId = '';
  const home = async (who: string): Promise<string> => (await (await callerOf(town, who)).get('/')).html;
  const member = async (who: string): Promise<string> => {
    const [personId, [state]] = [await town.person(who), await town.app.store.cases([caseId])];
    return (state as CaseState).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  beforeAll(async () => {
    town = await openWebTown({ region: WEB_REGION });
    const coordinator = await callerOf(town, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await town.app.store.regionByKey('midden'))?.id ?? '';
    [caseId = ''] = await town.app.store.openCaseIds(region, null, 1);
    for (const [who, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['intern-begeleider', 'teacher', 'school'],
      ['moeder', 'guardian', ''],
    ] as const) {
      const person = await town.person(who);
      await coordinator.press('participant.add', { caseId, person, role, organisation });
    }
    const lead = await callerOf(town, 'casemanager');
    await lead.press('lead.accept', { caseId });
    const school = await callerOf(town, 'school');
    await school.press('deputy.set', { caseId, deputy: await member('intern-begeleider') });
    await school.press('strength.note', { caseId, words: GOOD });
    const [owner, due] = [await member('school'), '2027-03-15'];
    await lead.press('agreement.create', { caseId, title: TITLE, doneWhen: 'gelezen', owner, due });
    for (const day of ['15', '16', '17', '18', '19', '22', '23']) await town.at(`2027-03-${day}`, '09:30');
  });
  afterAll(() => town?.close());

  it('what goes well stands on the page of everybody whom the bundle was for', async () => {
    for (const who of ['casemanager', 'school', 'intern-begeleider', 'moeder'])
      expect(await home(who), who).toContain(GOOD);
  });

  it('it is gone where the family said no, and their own agreements are not', async () => {
    await (await callerOf(town, 'moeder')).press('consent.answer', { caseId, party: 'school', answer: 'no' });
    expect(await home('school')).not.toContain(GOOD);
    expect(await home('school')).toContain(TITLE);
  });

  it('it is gone with everything else of the case for who was taken out', async () => {
    const coordinator = await callerOf(town, 'coordinator');
    await coordinator.press('participant.remove', { caseId, participant: await member('casemanager') });
    const code = (await town.app.store.cases([caseId]))[0]?.case.code ?? '-';
    const html = await home('casemanager');
    for (const word of [GOOD, TITLE, code]) expect(html).not.toContain(word);
  });
});

describe('a bundle that waits while Slack is away', () => {
  let town: Town;
  let room = '';
  const as = (who: string) => town.slack.as(who);
  beforeAll(async () => {
    town = await openTown();
    ok(await as(COORDINATOR).openHome());
    ok(await as(COORDINATOR).click('home', 'Nieuwe casus openen'));
    ok(await as(COORDINATOR).submit({ firstDay: '4 januari 2027' }));
    await town.settle();
    room = town.slack.channels().at(-1)?.name ?? '';
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
      [MOTHER, 'guardian'],
    ] as const) {
      ok(await as(COORDINATOR).click({ channel: room }, 'Iemand toevoegen'));
      ok(await as(COORDINATOR).submit({ member, role }));
      await town.settle();
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    ok(await as(LEAD).command(room, '/afspraak'));
    const owner = 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)';
    ok(await as(LEAD).submit({ title: TITLE, owner, due: 'donderdag 25 maart', doneWhen: 'gelezen' }));
    await town.settle();
  });
  afterAll(() => town?.close());
  const person = async (account: string): Promise<string> => {
    const { rows } = await town.database.database.pool.query<{ id: string }>(
      'SELECT "personId" AS "id" FROM "identity" WHERE "externalId" = $1',
      [account],
    );
    return rows[0]?.id ?? '';
  };

  it('says nothing of the case to who was taken out of it meanwhile, and all of it to who was not', async () => {
    for (const channel of [MOTHER, SCHOOL]) town.slack.fail({ kind: '503', channel, times: Infinity });
    await town.at('2027-03-15', '09:30');
    const base = `http://127.0.0.1:${town.app.port}`;
    const coordinator = await callerOf({ ...town, base, person }, COORDINATOR);
    const [caseId = ''] = await town.app.store.openCaseIds(
      (await town.app.store.allRegionIds())[0] ?? '',
      null,
      1,
    );
    const mother = await person(MOTHER);
    const participant = (await town.app.store.cases([caseId]))[0]?.participants.find(
      (p) => p.personId === mother,
    )?.id;
    await coordinator.press('participant.remove', { caseId, participant });
    town.slack.heal();
    await town.at('2027-03-15', '12:00');
    expect(town.direct(SCHOOL).join('\n')).toContain(TITLE);
    expect(town.direct(MOTHER).join('\n')).not.toContain(TITLE);
  });

  it('asks nothing of a case that was closed meanwhile', async () => {
    town.slack.fail({ kind: '503', channel: SCHOOL, times: Infinity });
    const before = town.direct(SCHOOL).length;
    await town.at('2027-03-23', '09:30');
    const base = `http://127.0.0.1:${town.app.port}`;
    const coordinator = await callerOf({ ...town, base, person }, COORDINATOR);
    const [caseId = ''] = await town.app.store.openCaseIds(
      (await town.app.store.allRegionIds())[0] ?? '',
      null,
      1,
    );
    await closeCase({ ...town, base }, coordinator, caseId);
    town.slack.heal();
    await town.at('2027-03-23', '12:00');
    expect(town.direct(SCHOOL).slice(before).join('\n')).not.toContain('Lukt het?');
  });
});
