import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  threePlaces,
  withPeople,
} from '../../support/people/in-three-places.ts';
import { readMessage } from '../../support/reading/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerFor } from '../../support/web/web-caller.ts';

const WHY = 'wij worden niet teruggebeld';
const BECAUSE = 'een collega neemt het over';

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams; what is written is written on the web. */
describe('the family asks for something else, in chat', () => {
  let here: InThreePlaces & Schakel<'web'>;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const slackReads = (who: string): string =>
    here.slack
      .readBy(who, room)
      .map((m) => readMessage(m))
      .join('\n———\n');
  const everything = (): string =>
    [MOTHER, COORDINATOR]
      .map((who) => `${slackReads(who)}${here.written(who).join()}`)
      .concat(here.written(LEAD).join())
      .join();
  const theCase = async () => {
    const region = await here.app.store.regionByKey('midden');
    const [id = ''] = await here.app.store.openCaseIds(region?.id ?? '', null, 10);
    return (await here.app.store.cases([id]))[0];
  };
  const onTheWeb = async (name: string) => {
    const found = (await theCase())?.people.find((p) => p.name === name);
    return callerFor(here, found?.id ?? '');
  };

  beforeAll(async () => {
    const config = { publicUrl: 'https://schakel.example' };
    const start = '2027-01-18T09:00:00.000Z';
    here = withPeople(await startSchakel({ ...threePlaces(), web: true, start, config }));
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

  it('is found at the help by a guest in Slack, and leads to the page where it is written', async () => {
    const mother = here.slack.as(MOTHER);
    ok(await mother.click({ channel: room, text: ': overzicht' }, 'Wat kan ik hier doen?'));
    await here.settle();
    ok(await mother.click('modal', 'Meer …'));
    ok(await mother.click('modal', 'Iets anders vragen, of bezwaar'));
    await here.settle();
    ok(await mother.click('modal', 'Een andere regiehouder vragen'));
    await here.settle();
    const shown = JSON.stringify(here.slack.calls().at(-1));
    expect(shown).toContain('typt u niet in de chat');
    expect(shown).toMatch(/http[^"]+\/form\/appeal\.lead\?caseId=/);
  });

  it('is told to the lead on Teams and the coordinator in Slack, without a word of it', async () => {
    const caseId = (await theCase())?.case.id ?? '';
    await (await onTheWeb('Moeder')).fill('appeal.lead', { caseId }, { words: WHY });
    await here.settle();
    for (const who of [LEAD, COORDINATOR])
      expect(here.written(who).join(), who).toMatch(
        /Er is iets gevraagd in .*Moeder vraagt om een andere regiehouder/,
      );
    expect(everything()).not.toContain(WHY);
    expect(here.slack.read(room).join()).not.toContain('andere regiehouder');
    const typed = await as(LEAD).command(room, '/schakel bezwaar');
    ok(typed);
    expect(`${typed.body}${here.written(LEAD).join()}`).toMatch(
      /Wat het gezin anders wil[\s\S]*andere regiehouder/,
    );
  });

  it('leads from the button in chat to the form with the words, and is asked after on the promised day', async () => {
    const press = await as(LEAD).click({ channel: 'dm', text: /iets gevraagd/ }, 'Antwoord geven');
    ok(press);
    await here.settle();
    const link = /\/form\/appeal\.answer\?caseId=[\w-]+&appealId=[\w-]+/;
    expect(`${press.body}${here.written(LEAD).join()}`.replaceAll('&amp;', '&')).toMatch(link);
    await here.at('2027-01-20', '09:30');
    expect(here.written(LEAD).join()).toContain('Vandaag is het antwoord beloofd');
  });

  it('is answered on the web by the coordinator, and the mother hears in Slack that there is an answer', async () => {
    const found = await theCase();
    const args = { caseId: found?.case.id ?? '', appealId: found?.case.appeals[0]?.id ?? '' };
    await (await onTheWeb('Coördinator')).fill('appeal.answer', args, { answer: 'yes', words: BECAUSE });
    await here.settle();
    expect(here.written(MOTHER).join()).toMatch(
      /Er is antwoord op de vraag om een andere regiehouder[\s\S]*https?:\/\/\S+#appeals/,
    );
    expect(here.written(LEAD).join()).toContain('Er is antwoord op de vraag om een andere regiehouder');
    expect(everything()).not.toContain(BECAUSE);
  });

  it('shows an objection on the card of the step in both, until it is answered', async () => {
    const found = await theCase();
    const caseId = found?.case.id ?? '';
    ok(await as(LEAD).command(room, '/afspraak'));
    const owner = 'Casemanager gemeente (casemanager gemeente)';
    ok(
      await as(LEAD).submit({ title: 'Rooster', owner, due: '29 januari', doneWhen: 'het staat op papier' }),
    );
    await here.settle();
    const against = (await theCase())?.agreements[0]?.id ?? '';
    await (await onTheWeb('Moeder')).fill('appeal.object', { caseId }, { against, words: WHY });
    await here.settle();
    const cards = (): string[] => [
      slackReads(COORDINATOR),
      here.teams.municipality.read(here.teams.municipality.channel(room)).join(),
    ];
    for (const read of cards())
      expect(read).toContain('het gezin heeft bezwaar sinds woensdag 20 januari 2027');
    const appealId = (await theCase())?.case.appeals.at(-1)?.id ?? '';
    await (await onTheWeb('Casemanager gemeente')).fill(
      'appeal.answer',
      { caseId, appealId },
      { answer: 'no', words: BECAUSE },
    );
    await here.settle();
    for (const read of cards()) expect(read).not.toContain('heeft bezwaar sinds');
  });
});
