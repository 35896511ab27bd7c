import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD, MUNICIPALITY } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import { callerFor } from '../../support/web/web-caller.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: jongere, name: Jongere, email: jongere@example.org }
  - { key: steun, name: Tante, email: tante@example.org }
organisations:`,
);
const THEIRS = 'Toelatingsgesprek';
const HERS = 'Huisartsbezoek';

/** P6: from sixteen the young person says what their parents see, and that is so wherever they look. */
describe('what parents see of a young person of sixteen', () => {
  let at: SchoolCase;
  const as = (key: string) => at.comeBack(key);
  const reads = async (key: string, path?: string): Promise<string> => at.reads(await as(key), path);
  const choose = async (key: string, sees: string): Promise<string> => {
    const who = await as(key);
    const { html } = await who.press('guardians.see', { caseId: at.id, sees });
    return `${wordsOf(html)} ${await at.reads(who)}`;
  };
  const age = async (band: string): Promise<void> => {
    await (await as('coordinator')).fill('intake.age', { caseId: at.id }, { band });
  };

  beforeAll(async () => {
    at = await openSchoolCase({ region: REGION });
    await (await as('coordinator')).press('participant.add', {
      ...{ caseId: at.id, person: await at.schakel.person('jongere'), role: 'child' },
    });
    await at.agree(THEIRS, 'casemanager');
    await at.agree(HERS, 'moeder');
  });
  afterAll(() => at?.close());

  it('is theirs to say from sixteen on, and nobody else’s', async () => {
    expect(await choose('jongere', 'own')).toContain('Vanaf 16 jaar kiest de jongere wat ouders zien.');
    await age('from16');
    expect(await reads('jongere')).toContain('Uw ouders zien nu alles');
    for (const who of ['moeder', 'casemanager'])
      expect(await choose(who, 'own')).toContain('Alleen de jongere kiest wat ouders zien.');
    expect(await reads('moeder')).toContain(THEIRS);
  });

  it('“only their own” leaves a mother what she does herself, and says why without blame', async () => {
    expect(await choose('jongere', 'own')).toContain('zien ouders nu alleen hun eigen afspraken');
    const page = await reads('moeder');
    expect(page).toContain(HERS);
    expect(page).toContain('De jongere is 16 of ouder en kiest wat anderen van het gezin zien.');
    expect(page).not.toContain(THEIRS);
    expect(page).not.toContain('toestemming van de familie');
    const mother = await as('moeder');
    expect((await mother.get(`/c/${at.id}/timeline`)).status).toBe(404);
    for (const path of ['/', `/c/${at.id}/who`, `/c/${at.id}/passed-on`])
      expect(await reads('moeder', path)).not.toContain(THEIRS);
  });

  it('of another’s agreement she can do nothing, is asked nothing, and hears nothing', async () => {
    const { id, textVersion } = await at.agree('Schoolbezoek', 'casemanager');
    const mother = await as('moeder');
    expect(await at.asks(mother)).not.toContain('Schoolbezoek');
    expect((await mother.press('agreement.confirm', { agreementId: id, textVersion })).status).toBe(404);
    await at.schakel.at('2027-03-15', '09:30');
    expect(await reads('moeder', '/')).not.toContain('Schoolbezoek');
    expect(await at.asks(await as('jongere'))).toContain('Schoolbezoek');
  });

  it('who leads and the coordinators read it, and another organisation does not', async () => {
    expect(await reads('casemanager', '/')).toContain(
      'Jongere kiest wat ouders zien: alleen hun eigen afspraken.',
    );
    expect(await reads('casemanager')).toContain('Ouders zien nu alleen hun eigen afspraken.');
    expect(await reads('school')).not.toContain('Ouders zien nu');
  });

  it('nobody takes it back by writing down another age group; the young person does', async () => {
    await age('under12');
    expect(await reads('moeder')).not.toContain(THEIRS);
    expect(await choose('jongere', 'all')).toContain('zien ouders nu alles');
    expect(await reads('moeder')).toContain(THEIRS);
  });
});

/** The mother in Slack, the young person and whoever leads on Teams. */
describe('what parents see, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  const as = (who: string) => here.people.as(who);
  const isIn = (name: string): boolean =>
    here.slack.channels().some((c) => c.name === name && !c.isArchived && c.members.includes(MOTHER));

  beforeAll(async () => {
    here = await startInThreePlaces('2027-03-11T08:30:00.000Z');
    await openCaseInChat(as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [MUNICIPALITY, 'child', null],
      [MOTHER, 'guardian', null],
    ] as const)
      await bringIn(as(COORDINATOR), here, room, { member, role, organisation });
    ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
    const [caseId = ''] = await here.app.store.openCaseIds(
      (await here.app.store.allRegionIds())[0] ?? '',
      null,
      1,
    );
    const coordinator = await callerFor(here, await here.personWith(COORDINATOR));
    await coordinator.fill('intake.age', { caseId }, { band: 'from16' });
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is said on Teams, and takes the mother out of the channel in Slack into one of her own', async () => {
    expect(isIn(room)).toBe(true);
    ok(await as(MUNICIPALITY).command(room, 'toestemming'));
    ok(await as(MUNICIPALITY).click({ channel: 'dm' }, 'Alleen hun eigen afspraken'));
    await here.settle();
    expect(isIn(room)).toBe(false);
    const own = here.slack.channels().find((c) => c.name !== room && c.members.includes(MOTHER));
    const read = here.slack.read(own?.name ?? '').join('\n');
    expect(read).toContain('De jongere is 16 of ouder en kiest wat anderen van het gezin zien.');
    expect(here.written(LEAD).join('\n')).toContain('kiest wat ouders zien: alleen hun eigen afspraken.');
  });

  it('and back again when the young person says so', async () => {
    ok(await as(MUNICIPALITY).command(room, 'toestemming'));
    ok(await as(MUNICIPALITY).click({ channel: 'dm' }, 'Ouders zien weer alles'));
    await here.settle();
    expect(isIn(room)).toBe(true);
  });
});

/** C21: the family brings somebody in to stand beside them, and ends that, without asking anybody. */
describe('somebody beside the family', () => {
  let at: SchoolCase;
  const as = (key: string) => at.comeBack(key);
  const reads = async (key: string): Promise<string> => at.reads(await as(key));
  const bring = async (key: string, more: object = {}): Promise<string> => {
    const who = await as(key);
    const fields = {
      shownName: 'Tante',
      role: 'familySupporter',
      ownEmail: 'tante@example.org',
      ownPhone: '',
    };
    const sent = { ...fields, language: 'nl', ...more } as Record<string, string>;
    const { html } = await who.fill('supporter.bring', { caseId: at.id }, sent);
    return `${wordsOf(html)} ${await at.reads(who)}`;
  };

  beforeAll(async () => {
    at = await openSchoolCase({ region: REGION });
    await at.agree(THEIRS, 'casemanager');
  });
  afterAll(() => at?.close());

  it('is brought in by a mother on her own page, sees what she sees, and everybody sees who came', async () => {
    expect(await reads('moeder')).toContain('Iemand naast mij toevoegen');
    expect(await reads('school')).not.toContain('Iemand naast mij toevoegen');
    await bring('moeder');
    expect(await reads('school')).toContain('Tante doet nu mee (cliëntondersteuner).');
    expect(await reads('casemanager')).toContain('Tante');
  });

  it('is nobody’s to bring in as something else, nor an organisation’s', async () => {
    await bring('moeder', { role: 'guardian', shownName: 'Buurman', ownEmail: 'buurman@example.org' });
    await bring('school', { shownName: 'Buurman', ownEmail: 'buurman@example.org' });
    expect(await reads('casemanager')).not.toContain('Buurman');
  });

  it('is out again as soon as she ends it, and nobody else of the case is hers to take out', async () => {
    const mother = await as('moeder');
    const end = async (participant: string) => mother.press('supporter.end', { caseId: at.id, participant });
    await end(await at.participant('school'));
    expect(await reads('school')).toContain(THEIRS);
    const { participants } = await at.state();
    await end(participants.find((p) => p.role === 'familySupporter')?.id ?? '');
    expect(await reads('moeder')).not.toContain('Stoppen met iemand');
    expect((await at.state()).participants.find((p) => p.role === 'familySupporter')?.leftAt).not.toBeNull();
  });
});
