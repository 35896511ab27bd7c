import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf, type Heard } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: traject, name: Trajectbegeleider, email: traject@example.org }
organisations:`,
);
const JOIN_CODE = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/;
const THEIRS = 'Zonnebloemplan';

/**
 * A form is opened on something of one's own and sent with a field that names something of others. Whoever leads one case
 * reaches no other; whoever owns one agreement speaks for no other; a refused party touches nothing that it cannot see.
 */
describe('a field that names what the form was not opened on', () => {
  let schakel: Schakel<'web' | 'letters'>;
  /** Leads a case of their own, and has no part in the other one. */
  let outsider: Caller;
  /** Owns one agreement in the other one. */
  let school: Caller;
  /** Belongs to a party that the guardian said no to. */
  let refused: Caller;
  let own = '';
  let other = '';

  const stateOf = async (id: string): Promise<CaseState> =>
    (await schakel.app.store.cases([id]))[0] as CaseState;
  const participant = async (caseId: string, key: string): Promise<string> => {
    const personId = await schakel.person(key);
    return (await stateOf(caseId)).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const agreementOf = async (title: string): Promise<string> =>
    (await stateOf(other)).agreements.find((a) => a.title === title)?.id ?? '';
  const openCase = async (people: readonly (readonly [string, string, string])[]): Promise<string> => {
    const coordinator = await callerOf(schakel, 'coordinator');
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const before = await schakel.app.store.openCaseIds(region, null, 10);
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const id = (await schakel.app.store.openCaseIds(region, null, 10)).find((x) => !before.includes(x)) ?? '';
    for (const [key, role, organisation] of people)
      await coordinator.press('participant.add', {
        caseId: id,
        person: await schakel.person(key),
        role,
        organisation,
      });
    return id;
  };

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
    other = await openCase([
      ['casemanager', 'municipalCaseManager', 'gemeente'],
      ['school', 'supportCoordinator', 'school'],
      ['traject', 'educationPartnership', 'swv'],
      ['moeder', 'guardian', ''],
    ]);
    own = await openCase([['jeugdconsulent', 'municipalManager', 'gemeente']]);
    const lead = await callerOf(schakel, 'casemanager');
    outsider = await callerOf(schakel, 'jeugdconsulent');
    school = await callerOf(schakel, 'school');
    refused = await callerOf(schakel, 'traject');
    await lead.press('lead.accept', { caseId: other });
    await outsider.press('lead.accept', { caseId: own });
    for (const [title, key] of [
      [THEIRS, 'casemanager'],
      ['Rooster', 'school'],
      ['Plaatsing', 'traject'],
    ] as const)
      await lead.press('agreement.create', {
        caseId: other,
        title,
        doneWhen: 'het staat op papier',
        owner: await participant(other, key),
        due: '2027-04-01',
      });
    await (await callerOf(schakel, 'moeder')).press('consent.answer', {
      caseId: other,
      party: 'swv',
      answer: 'no',
    });
    await schakel.settle();
    // Everybody has seen the case by now: a first look is noted.
    for (const who of [school, refused]) await who.get(`/c/${other}`);
    await schakel.settle();
    expect((await stateOf(other)).participants.filter((p) => p.limitedSince !== null)).toHaveLength(1);
  });
  afterAll(() => schakel?.stop());

  const written = async (): Promise<string> => {
    const { rows } = await schakel.database.database.pool.query(
      `SELECT (SELECT count(*) FROM "oneTimeCode") AS "codes", (SELECT count(*) FROM "message") AS "messages"`,
    );
    const { people: _looked, ...theCase } = await stateOf(other);
    return JSON.stringify([theCase, rows]);
  };
  let before = '';
  let mails = 0;
  beforeEach(async () => {
    before = await written();
    mails = schakel.letters.mails.length;
  });
  /** Returns what the answer says, here or on the page that follows; and sees that nothing happened. */
  const nothing = async (who: Caller, heard: Heard): Promise<string> => {
    const html = heard.html + (await who.get(heard.headers.get('location') ?? '/')).html;
    await schakel.settle();
    expect(await written()).toBe(before);
    expect(schakel.letters.mails).toHaveLength(mails);
    return html;
  };

  it('gives no code for a case one is not in', async () => {
    const heard = await outsider.fill(
      'participant.invite',
      { caseId: own },
      { role: 'guardian', caseId: other },
    );
    const html = await nothing(outsider, heard);
    expect(html).not.toMatch(JOIN_CODE);
    expect(html).toContain('Er is niets gedaan');
    expect((await outsider.get(`/c/${other}`)).status).toBe(404);
  });

  it('lets nobody in by a letter to an address of one’s own', async () => {
    const values = { shownName: 'Ik', role: 'guardian', ownEmail: 'ik@elders.example', language: 'nl' };
    const heard = await outsider.fill(
      'participant.inviteByLink',
      { caseId: own },
      { ...values, caseId: other },
    );
    await nothing(outsider, heard);
  });

  it('gives no name and no spoken code of somebody in a case one is not in', async () => {
    const field = { participant: await participant(other, 'moeder'), caseId: other };
    const html = await nothing(outsider, await outsider.fill('participant.newLink', { caseId: own }, field));
    expect(html).not.toContain('Moeder');
    expect(html).not.toMatch(JOIN_CODE);
  });

  it.each([
    ['agreement.reportDone', {}],
    ['agreement.proposeDate', { date: '2027-04-08' }],
    ['agreement.stuck', { category: 'money' }],
  ] as const)('does not speak for somebody else’s agreement: %s', async (form, values) => {
    const agreementId = await agreementOf(THEIRS);
    const heard = await school.fill(
      form,
      { agreementId: await agreementOf('Rooster') },
      { ...values, agreementId },
    );
    await nothing(school, heard);
  });

  it.each([
    ['agreement.dispute', { textVersion: 1 }, { words: 'anders' }],
    ['agreement.reportDone', {}, {}],
    ['agreement.confirm', { textVersion: 1 }, {}],
    ['agreement.confirmDone', {}, {}],
  ] as const)('reaches no agreement that a refused party cannot see: %s', async (form, args, values) => {
    const mine = { ...args, agreementId: await agreementOf('Plaatsing') };
    for (const title of [THEIRS, 'Rooster']) {
      const agreementId = await agreementOf(title);
      const html = await nothing(refused, await refused.fill(form, mine, { ...values, agreementId }));
      expect(html).not.toContain(title);
    }
  });

  it('is refused under the names of a picked day and of a choice as well', async () => {
    const agreementId = await agreementOf(THEIRS);
    for (const name of ['agreementIdPicked', 'agreementId_choice'])
      await nothing(
        school,
        await school.fill(
          'agreement.reportDone',
          { agreementId: await agreementOf('Rooster') },
          { agreementId: '', agreementIdPicked: '', [name]: agreementId },
        ),
      );
  });

  it('is refused where the arguments name two cases', async () => {
    const heard = await school.fill(
      'agreement.reportDone',
      { agreementId: await agreementOf('Rooster'), caseId: own },
      {},
    );
    await nothing(school, heard);
    const pressed = await outsider.press('participant.invite', {
      caseId: own,
      role: 'guardian',
      agreementId: await agreementOf('Rooster'),
    });
    await nothing(outsider, pressed);
  });

  it('says so kindly, keeps what was typed, and the same without it is done', async () => {
    const agreementId = await agreementOf('Rooster');
    const heard = await school.fill(
      'agreement.proposeDate',
      { agreementId },
      { date: '2027-04-08', agreementId: await agreementOf(THEIRS) },
    );
    expect(heard.status).toBe(422);
    expect(heard.html).toContain('Er is niets gedaan');
    expect(heard.html).toContain('value="2027-04-08"');
    await school.fill('agreement.proposeDate', { agreementId }, { date: '2027-04-08' });
    expect((await stateOf(other)).agreements.find((a) => a.id === agreementId)?.proposedDue).toBe(
      '2027-04-08',
    );
  });
});
