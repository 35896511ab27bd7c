import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUBSTANCE_KINDS } from '../../../src/domain/substance/may-read.ts';
import { search } from '../../support/planted/places.ts';
import { openPlantedCase, type PlantedCase } from '../../support/planted/planted-case.ts';

const DUE = '2027-03-18';

/** Every free text that a person can type today, in a case that is played as it goes: nothing here is written beside it. */
async function play(one: PlantedCase): Promise<void> {
  const { caseId, gives, word, state, here } = one;
  const person = async (name: string): Promise<string> =>
    (await state()).people.find((p) => p.name === name)?.id ?? '';
  const part = async (role: string): Promise<string> =>
    (await state()).participants.find((p) => p.role === role)?.id ?? '';
  const numbered = async (n: number): Promise<string> =>
    (await state()).agreements.find(({ number }) => number === n)?.id ?? '';
  const told = async (n: number): Promise<Record<string, unknown>> => ({
    agreementId: await numbered(n),
    textVersion: '1',
  });

  for (const [name, role, organisation] of [
    ['Casemanager gemeente', 'municipalCaseManager', 'gemeente'],
    ['Ondersteuningscoördinator school', 'supportCoordinator', 'school'],
    ['Jeugdconsulent gemeente', 'careProvider', 'gemeente'],
    ['Moeder', 'guardian', ''],
  ] as const)
    await gives('coordinator', 'participant.add', { caseId, person: await person(name), role, organisation });
  await gives('coordinator', 'lead.suggest', { caseId, participant: await part('municipalCaseManager') });
  await gives('casemanager', 'lead.accept', { caseId });
  for (const n of [1, 2, 3])
    await gives('casemanager', 'agreement.create', {
      caseId,
      title: word(`title ${n}`),
      doneWhen: word(`doneWhen ${n}`),
      owner: await part('supportCoordinator'),
      due: DUE,
    });
  await gives('moeder', 'agreement.dispute', { ...(await told(1)), words: word('dispute') });
  await gives('casemanager', 'agreement.revise', {
    ...(await told(1)),
    title: word('later title'),
    doneWhen: word('later doneWhen'),
    due: DUE,
    shownDue: DUE,
  });
  await gives('ib', 'agreement.stuck', {
    agreementId: await numbered(2),
    category: 'money',
    decisionMaker: word('decisionMaker'),
  });
  await gives('casemanager', 'ladder.raise', {
    agreementId: await numbered(2),
    rung: '3',
    question: word('question'),
  });
  const call = (await state()).escalations[0]?.id;
  await gives('teamleider', 'escalation.answer', { escalationId: call, answer: word('answer to a call') });
  await gives('casemanager', 'blocker.resolve', {
    agreementId: await numbered(2),
    answer: word('answer to what is stuck'),
  });
  await gives('casemanager', 'agreement.pause', {
    agreementId: await numbered(3),
    reason: word('pause'),
    until: '2027-03-25',
  });
  await gives('casemanager', 'agreement.askLess', {
    agreementId: await numbered(2),
    every: '5',
    reason: word('asked less'),
  });
  await gives('casemanager', 'agreement.end', { agreementId: await numbered(3), reason: word('end') });
  await gives('moeder', 'strength.note', { caseId, words: word('what goes well') });
  await gives('coordinator', 'case.setInvolvement', {
    caseId,
    level: 'convene',
    reason: word('involvement'),
  });
  await gives('moeder', 'track.note', {
    ...{ caseId, trackKind: 'mediation', from: '2027-03-01', until: '', participant: '' },
    askWhom: word('whom to ask'),
  });
  await gives('moeder', 'appeal.lead', { caseId, words: word('asked of the case') });
  await gives('moeder', 'appeal.object', { caseId, against: await numbered(2), words: word('objection') });
  const appealId = (await state()).case.appeals[0]?.id;
  const answer = { answer: 'other', words: word('answer to the family') };
  await gives('coordinator', 'appeal.answer', { caseId, appealId, ...answer });
  await gives('casemanager', 'consent.ask', { caseId, party: 'school', about: 'asking' });
  await gives('moeder', 'consent.answer', { caseId, party: 'school', about: 'asking', answer: 'yes' });
  const contact = await person('Ondersteuningscoördinator school');
  const ask = async (as: string): Promise<string | undefined> => {
    const asked = { question1: word(as), question2: '', question3: '', due: '2027-03-19' };
    await gives('casemanager', 'request.ask', { caseId, party: 'school', contact, ...asked });
    return (await state()).case.requests.at(-1)?.id;
  };
  const first = await ask('asked of a party');
  await gives('ib', 'request.answer', { caseId, requestId: first, words: word('answer of a party') });
  const second = await ask('asked again of a party');
  const said = { person: contact, held: 'yes', words: word('answer by phone') };
  await gives('casemanager', 'request.enterByPhone', { caseId, requestId: second, ...said });
  await gives('coordinator', 'case.hold', { caseId, reason: word('hold') });
  await gives('coordinator', 'case.resume', { caseId });
  await gives('casemanager', 'participant.inviteByLink', {
    ...{ caseId, shownName: 'Grootouder', role: 'familySupporter', organisation: '', language: 'nl' },
    ...{ ownEmail: 'grootouder@thuis.example', ownPhone: '06 12345679' },
  });
  await one.followsLetter();
  await one.label(word('own name of the case'));
  await one.writesSubstance();
  await here.at('2027-03-17', '09:00');
  await here.at('2027-03-22', '09:30');
  await here.at('2027-04-06', '09:30');
  await one.typesTooLate(word('typed too late'));
}

/** Where each is kept, as the tables of a case have it: what is typed there is shown to who takes part. */
const KEPT: Readonly<Record<string, string>> = {
  'title 1': 'agreement.earlier',
  'doneWhen 1': 'agreement.earlier',
  'title 2': 'agreement.title',
  'doneWhen 2': 'agreement.doneWhen',
  'title 3': 'agreement.title',
  'doneWhen 3': 'agreement.doneWhen',
  dispute: 'agreement.earlier',
  'later title': 'agreement.title',
  'later doneWhen': 'agreement.doneWhen',
  decisionMaker: 'blocker.decisionMaker',
  question: 'escalation.question',
  'answer to a call': 'escalation.answer',
  'answer to what is stuck': 'blocker.answer',
  pause: 'agreement.pausedReason',
  'asked less': 'agreement.askedLess',
  end: 'agreement.endedReason',
  'what goes well': 'case.strength',
  involvement: 'case.involvement',
  hold: 'message.payload',
};

/** Told to nobody: it is read on the page of the case alone. */
const ALONE = 'whom to ask';

/** Beside its table: in what is told of it, in chat and on the web. No log, letter, address, count, name or push text. */
const ALLOWED =
  /^(table (agreement|confirmation|blocker|escalation|case|message|webPost)\.\w+|slack|teams (school|municipality))$/;

/** Sealed words stand nowhere in clear: not where they are kept either. */
const SEALED = [
  'own name of the case',
  'typed too late',
  'asked of the case',
  'objection',
  'answer to the family',
  'asked of a party',
  'answer of a party',
  'asked again of a party',
  'answer by phone',
  ...SUBSTANCE_KINDS.map((kind) => `substance ${kind}`),
];

describe('what people type in a case that is in Slack, in two tenants of Teams, on the web and in letters', () => {
  let one: PlantedCase;
  let found: Map<string, string[]>;
  const whereIs = (as: string): string[] => found.get(one.words.get(as) ?? '') ?? [];
  beforeAll(async () => {
    one = await openPlantedCase();
    await play(one);
    found = search(await one.places(), [...one.words.values()]);
  }, 300_000);
  afterAll(() => one?.close());

  it('was planted in every free text, and everywhere there is something to look at', async () => {
    expect([...one.words.keys()].sort()).toEqual([...Object.keys(KEPT), ALONE, ...SEALED].sort());
    const places = await one.places();
    const filled = (place: string): number => places.get(place)?.length ?? 0;
    for (const place of [
      ...['mail', 'sms', 'slack', 'teams school', 'teams municipality', 'graph school', 'address', 'log'],
      ...['metrics', 'pushed', 'name of a room', 'table substance.sealed', 'table privateLabel.sealed'],
      ...['table webUnsent.sealed', 'table audit.action', 'table message.payload', 'table inbound.key'],
    ])
      expect(filled(place), place).toBeGreaterThan(0);
    expect(whereIs('title 2')).toEqual(
      expect.arrayContaining(['table message.payload', 'slack', 'teams school', 'teams municipality']),
    );
  });

  it.each(Object.entries(KEPT))('%s: stands in %s, and in what is told in the case', (as, column) => {
    expect(whereIs(as)).toContain(`table ${column}`);
    expect(whereIs(as).filter((place) => !ALLOWED.test(place))).toEqual([]);
  });

  it('whom to ask about what runs beside the case: stands in its own table, and in no message', () => {
    expect(whereIs(ALONE)).toEqual(['table track.askWhom']);
  });

  it.each(SEALED)('%s: is found nowhere', (as) => {
    expect(whereIs(as)).toEqual([]);
  });

  it('is found when it does stand where it may not', async () => {
    const word = one.word('planted on purpose');
    await one.here.database.database.pool.query(
      `UPDATE "substance" SET "kind" = $1 WHERE "kind" = 'signal'`,
      [word],
    );
    expect(search(await one.places(), [word]).get(word)).toEqual(['table substance.kind']);
  });
});
