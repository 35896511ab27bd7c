import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, DIRECTOR, IN_SLACK, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerFor } from '../../support/web/web-caller.ts';

const THEIRS = 'Zonnebloemplan';
const OWN = 'Toelaatbaarheid';
const SWV = 'Samenwerkingsverband';

/** Everybody in one workspace of Slack: the mother asks, answers and changes her answer there. */
describe('who may read along, in Slack', () => {
  let schakel: Schakel<'slack'>;
  let room = '';
  const as = (who: string) => schakel.slack.as(who);
  const members = (name: string): readonly string[] => schakel.slack.channelByName(name)?.members ?? [];
  const party = (): string =>
    schakel.slack
      .channels()
      .filter((c) => c.name !== room && !c.isArchived && c.name.startsWith(room))
      .at(-1)?.name ?? '';
  const isTakingPart = async (): Promise<boolean> => {
    const { store } = schakel.app;
    const [state] = await store.cases(
      await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1),
    );
    const person = state?.people.find((p) => p.identities.some((i) => i.externalId === DIRECTOR));
    return state?.participants.some((p) => p.personId === person?.id && p.leftAt === null) ?? false;
  };
  const agree = async (title: string, owner: string): Promise<void> => {
    ok(await as(LEAD).command(room, '/afspraak'));
    ok(await as(LEAD).submit({ title, owner, due: 'donderdag 25 maart', doneWhen: 'het staat op papier' }));
    await schakel.settle();
  };

  beforeAll(async () => {
    schakel = await startSchakel(IN_SLACK);
    await openCaseInChat(as(COORDINATOR), schakel);
    room = schakel.slack.channels().at(-1)?.name ?? '';
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [SCHOOL, 'supportCoordinator', 'school'],
      [DIRECTOR, 'educationPartnership', 'swv'],
      [MOTHER, 'guardian', null],
    ] as const) {
      await bringIn(as(COORDINATOR), schakel, room, { member, role, organisation });
    }
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    await schakel.settle();
    await agree(THEIRS, 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)');
    await agree(OWN, 'Directeur samenwerkingsverband (samenwerkingsverband)');
  });
  afterAll(() => schakel?.stop());

  it('the lead asks with a form, and the mother is asked once, where she is, with three equal buttons', async () => {
    ok(await as(LEAD).command(room, '/schakel toestemming'));
    ok(await as(LEAD).click({ channel: room }, 'Toestemming vragen'));
    ok(await as(LEAD).submit({ party: SWV, about: 'Mag deze organisatie meelezen?' }));
    await schakel.settle();
    const asked = schakel.slack.written(MOTHER).filter((m) => m.includes(`Mag ${SWV} meelezen`));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('[Ja] [Nee] [Ik wil eerst overleggen]');
    expect(asked[0]).toContain('Zegt u nee, dan helpen wij u gewoon verder.');
    expect(members(room)).toContain(DIRECTOR);
  });

  it('wanting to talk first changes nothing, and the lead hears it', async () => {
    ok(await as(MOTHER).click({ channel: 'dm' }, 'Ik wil eerst overleggen'));
    await schakel.settle();
    expect(schakel.slack.written(LEAD).join('\n')).toContain(
      `Moeder wil eerst overleggen over meelezen door ${SWV}.`,
    );
    expect(members(room)).toContain(DIRECTOR);
  });

  it('with no, the partnership is out of the channel and in one of its own, and still takes part', async () => {
    ok(await as(MOTHER).click({ channel: 'dm' }, 'Nee'));
    await schakel.settle();
    expect(members(room)).not.toContain(DIRECTOR);
    expect(members(party())).toEqual(expect.arrayContaining([DIRECTOR]));
    expect(members(party())).not.toContain(MOTHER);
    const read = schakel.slack.read(party()).join('\n');
    expect(read).toContain(OWN);
    expect(read).not.toContain(THEIRS);
    expect(await isTakingPart()).toBe(true);
  });

  it('answers nothing of the case there: not the list, not by number, not on its own page', async () => {
    const said = [
      await as(DIRECTOR).command(party(), '/afspraken'),
      await as(DIRECTOR).command(party(), '/klaar 1'),
      await as(DIRECTOR).command(party(), '/schakel casus'),
      await as(DIRECTOR).command(party(), '/schakel toestemming'),
      await as(DIRECTOR).openHome(),
    ];
    await schakel.settle();
    const all = [...said.map((a) => JSON.stringify(a)), ...schakel.slack.written(DIRECTOR)].join('\n');
    expect(all).not.toContain(THEIRS);
    expect(all).toContain(OWN);
  });

  it('who brings them in by hand does not let them in: they are out again, and the lead hears it', async () => {
    const before = schakel.slack.written(LEAD).length;
    await as(COORDINATOR).invite(room, DIRECTOR);
    await schakel.settle();
    expect(members(room)).not.toContain(DIRECTOR);
    expect(schakel.slack.written(LEAD).slice(before).join('\n')).toContain('doet niet mee in deze casus');
    expect(await isTakingPart()).toBe(true);
  });

  it('the list is of reading along; whether anybody may be asked for information is behind a button until it is asked', async () => {
    const second = 'om informatie vragen: dat mag nog niet; uw antwoord ontbreekt nog.';
    ok(await as(MOTHER).click({ channel: room }, 'Wie mag meelezen?'));
    await schakel.settle();
    expect(JSON.stringify(as(MOTHER).openView())).not.toContain(second);
    ok(await as(MOTHER).click('modal', 'Ook: om informatie vragen'));
    await schakel.settle();
    expect(JSON.stringify(as(MOTHER).openView())).toContain(second);
    expect(JSON.stringify(as(MOTHER).openView())).not.toContain('Ook: om informatie vragen');
    await as(MOTHER).closeView();
  });

  it('the mother changes her answer where she looks who may read along, and they are back', async () => {
    const own = party();
    ok(await as(MOTHER).click({ channel: room }, 'Wie mag meelezen?'));
    await schakel.settle();
    ok(await as(MOTHER).click('modal', 'Veranderen in ja'));
    await schakel.settle();
    expect(members(room)).toContain(DIRECTOR);
    expect(schakel.slack.channelByName(own)?.isArchived).toBe(true);
    expect(await isTakingPart()).toBe(true);
    expect(schakel.slack.written(COORDINATOR).join('\n')).not.toMatch(/gearchiveerd|kon niet/);
  });

  it('the lead writes nothing down for who answers in Slack', async () => {
    ok(await as(LEAD).command(room, '/schakel consent'));
    ok(await as(LEAD).click({ channel: room }, 'Toestemming opschrijven (telefonisch)'));
    const came = await as(LEAD).submit({
      participant: 'Moeder (ouder of voogd)',
      party: SWV,
      about: 'Mag deze organisatie meelezen?',
      answer: 'Nee',
    });
    expect(JSON.stringify(came.errors ?? came.body)).toContain('antwoordt zelf');
    await schakel.settle();
    expect(members(room)).toContain(DIRECTOR);
  });

  it('what waited for a lead who may see less by the morning is not sent', async () => {
    const caller = async (who: string): Promise<Caller> => callerFor(schakel, await schakel.personWith(who));
    const { store } = schakel.app;
    const [caseId = ''] = await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1);
    const theirs = (await store.cases([caseId]))[0]?.agreements.find((a) => a.title === THEIRS);
    await schakel.at('2027-03-11', '18:30');
    const mother = await caller(MOTHER);
    const lead = await caller(LEAD);
    const version = { agreementId: theirs?.id, textVersion: theirs?.textVersion };
    await mother.fill('agreement.dispute', version, { words: 'dagelijks bellen, niet wekelijks' });
    await lead.press('lead.release', { caseId });
    await mother.press('consent.answer', { caseId, party: 'gemeente', answer: 'no' });
    await schakel.at('2027-03-12', '10:00');
    expect(members(room)).not.toContain(LEAD);
    expect(schakel.slack.written(LEAD).join('\n')).not.toContain('dagelijks bellen');
    const { rows } = await schakel.database.database.pool.query(
      `SELECT "state", "lastError" FROM "message" WHERE "type" = 'DisputeReported'`,
    );
    expect(rows).toEqual([{ state: 'dropped', lastError: 'may no longer receive this' }]);
  });
});
