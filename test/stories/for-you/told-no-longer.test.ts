import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { closeCase } from '../../support/cases/close-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerFor, callerOf } from '../../support/web/web-caller.ts';

const GOOD = 'wandelt elke dag met de buurhond';
const TITLE = 'Onderwijsplan';

/** A bundle is about several cases and belongs to none: what it says of each is for who takes part in that one now. */
describe('of a case in which somebody may read no more', () => {
  let schakel: Schakel<'web'>;
  let caseId = '';
  const home = async (who: string): Promise<string> => (await (await callerOf(schakel, who)).get('/')).html;
  const member = async (who: string): Promise<string> => {
    const [personId, [state]] = [await schakel.person(who), await schakel.app.store.cases([caseId])];
    return (state as CaseState).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    [caseId = ''] = await schakel.app.store.openCaseIds(region, null, 1);
    for (const [who, role, organisation] of [
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['intern-begeleider', 'teacher', 'school'],
      ['moeder', 'guardian', ''],
    ] as const) {
      const person = await schakel.person(who);
      await coordinator.press('participant.add', { caseId, person, role, organisation });
    }
    const lead = await callerOf(schakel, 'casemanager');
    await lead.press('lead.accept', { caseId });
    const school = await callerOf(schakel, 'school');
    await school.press('deputy.set', { caseId, deputy: await member('intern-begeleider') });
    await school.press('strength.note', { caseId, words: GOOD });
    const [owner, due] = [await member('school'), '2027-03-15'];
    await lead.press('agreement.create', { caseId, title: TITLE, doneWhen: 'gelezen', owner, due });
    for (const day of ['15', '16', '17', '18', '19', '22', '23']) await schakel.at(`2027-03-${day}`, '09:30');
  });
  afterAll(() => schakel?.stop());

  it('what goes well stands on the page of everybody whom the bundle was for', async () => {
    for (const who of ['casemanager', 'school', 'intern-begeleider', 'moeder'])
      expect(await home(who), who).toContain(GOOD);
  });

  it('it is gone where the family said no, and their own agreements are not', async () => {
    await (await callerOf(schakel, 'moeder')).press('consent.answer', {
      caseId,
      party: 'school',
      answer: 'no',
    });
    expect(await home('school')).not.toContain(GOOD);
    expect(await home('school')).toContain(TITLE);
  });

  it('it is gone with everything else of the case for who was taken out', async () => {
    const coordinator = await callerOf(schakel, 'coordinator');
    await coordinator.press('participant.remove', { caseId, participant: await member('casemanager') });
    const code = (await schakel.app.store.cases([caseId]))[0]?.case.code ?? '-';
    const html = await home('casemanager');
    for (const word of [GOOD, TITLE, code]) expect(html).not.toContain(word);
  });
});

describe('a bundle that waits while Slack is away', () => {
  let schakel: Schakel<'slack'>;
  let room = '';
  const as = (who: string) => schakel.slack.as(who);
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
    ok(await as(LEAD).command(room, '/afspraak'));
    const owner = 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)';
    ok(await as(LEAD).submit({ title: TITLE, owner, due: 'donderdag 25 maart', doneWhen: 'gelezen' }));
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  it('says nothing of the case to who was taken out of it meanwhile, and all of it to who was not', async () => {
    for (const channel of [MOTHER, SCHOOL]) schakel.slack.fail({ kind: '503', channel, times: Infinity });
    await schakel.at('2027-03-15', '09:30');
    const coordinator = await callerFor(schakel, await schakel.personWith(COORDINATOR));
    const [caseId = ''] = await schakel.app.store.openCaseIds(
      (await schakel.app.store.allRegionIds())[0] ?? '',
      null,
      1,
    );
    const mother = await schakel.personWith(MOTHER);
    const participant = (await schakel.app.store.cases([caseId]))[0]?.participants.find(
      (p) => p.personId === mother,
    )?.id;
    await coordinator.press('participant.remove', { caseId, participant });
    schakel.slack.heal();
    await schakel.at('2027-03-15', '12:00');
    expect(schakel.slack.written(SCHOOL).join('\n')).toContain(TITLE);
    expect(schakel.slack.written(MOTHER).join('\n')).not.toContain(TITLE);
  });

  it('asks nothing of a case that was closed meanwhile', async () => {
    schakel.slack.fail({ kind: '503', channel: SCHOOL, times: Infinity });
    const before = schakel.slack.written(SCHOOL).length;
    await schakel.at('2027-03-23', '09:30');
    const coordinator = await callerFor(schakel, await schakel.personWith(COORDINATOR));
    const [caseId = ''] = await schakel.app.store.openCaseIds(
      (await schakel.app.store.allRegionIds())[0] ?? '',
      null,
      1,
    );
    await closeCase(schakel, coordinator, caseId);
    schakel.slack.heal();
    await schakel.at('2027-03-23', '12:00');
    expect(schakel.slack.written(SCHOOL).slice(before).join('\n')).not.toContain('Lukt het?');
  });
});
