import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';

const REGION = WEB_REGION.replace(
  'organisations:',
  '  - { key: jongere, name: Jongere, email: jongere@example.org }\norganisations:',
);
const WISH_ASKED = 'graag voor hebben?';
const WISHED = 'voor de regie hebben';
const APPEAL = 'Liever iemand die vaker belt';
const OWN_APPEAL = 'Liever iemand van een ander team';
const ANSWER = 'Dat bespreken we maandag';

/** A mother of a young person of sixteen, who is shown her own agreements: what the family says of the case is not hers. */
describe('a mother who sees her own agreements alone', () => {
  let at: SchoolCase;
  const as = (key: string) => at.comeBack(key);
  const reads = async (key: string, path?: string): Promise<string> => at.reads(await as(key), path);

  beforeAll(async () => {
    at = await openSchoolCase({ region: REGION });
    await (await as('coordinator')).press('participant.add', {
      ...{ caseId: at.id, person: await at.schakel.person('jongere'), role: 'child' },
    });
    await (await as('coordinator')).fill('intake.age', { caseId: at.id }, { band: 'from16' });
    await at.agree('Huisartsbezoek', 'moeder');
    await (await as('moeder')).fill('appeal.contact', { caseId: at.id }, { words: OWN_APPEAL });
    const jongere = await as('jongere');
    await jongere.press('guardians.see', { caseId: at.id, sees: 'own' });
    await jongere.fill('family.askedOn', { caseId: at.id }, { often: '2' });
    await jongere.fill('appeal.lead', { caseId: at.id }, { words: APPEAL });
  });
  afterAll(() => at?.close());

  it('reads no word of what the young person asked, nor that it was asked', async () => {
    expect(await reads('jongere')).toContain(APPEAL);
    for (const path of [undefined, '/', `/c/${at.id}/passed-on`]) {
      expect(await reads('moeder', path)).not.toContain(APPEAL);
      expect(await reads('moeder', path)).not.toContain('andere regiehouder');
    }
    const tried = await (await as('moeder')).get(`/form/appeal.object?caseId=${at.id}`);
    expect(tried.html).not.toContain('name="against"');
  });

  it('goes on reading what she asked herself before, and hears and reads the answer', async () => {
    expect(await reads('moeder')).toContain(OWN_APPEAL);
    const lead = await as('casemanager');
    const asked = (await at.state()).case.appeals.find((a) => a.kind === 'contact');
    const values = { answer: 'other', words: ANSWER };
    await lead.fill('appeal.answer', { caseId: at.id, appealId: asked?.id ?? '' }, values);
    expect(await reads('moeder')).toContain(ANSWER);
    expect(await at.asks(await as('moeder'))).not.toContain(APPEAL);
    expect(await reads('moeder', '/')).toContain('antwoord');
    expect(await reads('school')).not.toContain(ANSWER);
  });

  it('does not read how often the young person is asked; the young person does', async () => {
    expect(await reads('jongere')).toContain('wordt gevraagd');
    expect(await reads('moeder')).not.toContain('wordt gevraagd');
  });

  it('is not asked whom she would like to lead, and does not read whom the young person would', async () => {
    const lead = await as('casemanager');
    await lead.press('lead.release', { caseId: at.id });
    expect(await reads('jongere')).toContain(WISH_ASKED);
    expect(await reads('moeder')).not.toContain(WISH_ASKED);
    const school = await at.participant('school');
    await (await as('jongere')).fill('lead.wish', { caseId: at.id }, { participant: school });
    for (const key of ['jongere', 'coordinator']) expect(await reads(key), key).toContain(WISHED);
    for (const path of [undefined, '/', `/c/${at.id}/who`])
      expect(await reads('moeder', path)).not.toContain(WISHED);
  });

  it('is told kindly, and not as an organisation, that something is not among what she sees', async () => {
    for (const [command, args] of [
      ['family.askedOn', { often: '2' }],
      ['strength.note', { words: 'Het ontbijt ging goed' }],
    ] as const) {
      const mother = await as('moeder');
      await mother.press(command, { caseId: at.id, ...args });
      const said = await at.reads(mother);
      expect(said, command).toContain('ziet u uw eigen afspraken');
      expect(said, command).not.toContain('organisatie. Daarmee');
    }
    expect(await reads('moeder')).not.toContain('Er doen nog geen organisaties mee.');
  });

  it('is shown to no organisation as who may see less: that is between her, the young person and who leads', async () => {
    const mother = /Moeder – [^–]*alleen eigen afspraken/;
    for (const key of ['coordinator', 'jongere']) expect(await reads(key), key).toMatch(mother);
    for (const key of ['school', 'intern-begeleider']) expect(await reads(key), key).not.toMatch(mother);
  });
});
