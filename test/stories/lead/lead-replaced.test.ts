import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { openSilentCase, type SilentInSlack } from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, LEAD, SCHOOL } from '../../support/people/in-slack.ts';

const NAME = 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)';
const REASON = 'al weken niet bereikbaar';

/** A lead who is not to be reached must not make the case stand still. */
describe('a lead who cannot be reached, on the web', () => {
  let at: SchoolCase;
  const replace = async (who: keyof SchoolCase['who'], reason = REASON, key = 'school') =>
    wordsOf(
      (
        await at.who[who].fill(
          'lead.replace',
          { caseId: at.id },
          { participant: key ? await at.participant(key) : '', reason },
        )
      ).html,
    );
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  it('is replaced by a coordinator alone, and not without a reason', async () => {
    for (const who of ['school', 'casemanager', 'moeder'] as const) {
      await replace(who);
      expect(await at.reads(at.who[who])).not.toContain('Een ander vragen voor de regie');
    }
    expect(await replace('coordinator', '')).toContain('Vul dit nog in');
    expect(await at.reads(at.who.coordinator)).toContain('Een ander vragen voor de regie');
    expect((await at.state()).case.leadId).toBe(await at.participant('casemanager'));
  });

  it('is told so, and everybody reads who did it and why; the other is asked as usual', async () => {
    await replace('coordinator');
    for (const who of [at.who.moeder, at.who.casemanager])
      expect(await at.reads(who)).toContain(
        `heeft de regie in ${at.code} overgenomen van Casemanager gemeente , omdat: ${REASON}.`,
      );
    expect(await at.reads(at.who.casemanager, '/')).toContain(REASON);
    expect(await at.asks(at.who.school)).toContain('Ik neem de regie');
    await at.who.school.press('lead.accept', { caseId: at.id });
    expect((await at.state()).case.leadId).toBe(await at.participant('school'));
    expect(await at.asks(at.who.casemanager, '/')).not.toContain(REASON);
  });

  it('may be nobody yet: then the coordinator has what is the lead’s', async () => {
    await replace('coordinator', REASON, '');
    expect((await at.state()).case).toMatchObject({ leadId: null, leadAskedId: null });
    expect(await at.asks(at.who.coordinator, '/')).toContain('Wie neemt de regie?');
  });
});

describe('a lead who cannot be reached, in Slack', () => {
  let silent: SilentInSlack;
  beforeAll(async () => {
    silent = await openSilentCase();
  });
  afterAll(() => silent?.schakel.stop());

  it('is replaced where the coordinator asks who leads, and the one who is asked takes it', async () => {
    const { schakel, room } = silent;
    ok(await schakel.slack.as(COORDINATOR).command(room, '/schakel regie'));
    ok(await schakel.slack.as(COORDINATOR).click({ channel: room }, 'Een ander vragen voor de regie'));
    ok(await schakel.slack.as(COORDINATOR).submit({ participant: NAME, reason: REASON }));
    await schakel.settle();
    expect(schakel.slack.read(room).join('\n')).toMatch(
      /overgenomen van .*omdat: al weken niet bereikbaar\./,
    );
    expect(schakel.slack.written(LEAD).join('\n')).toContain(REASON);
    ok(await schakel.slack.as(SCHOOL).click({ channel: 'dm' }, 'Ik neem de regie'));
    await schakel.settle();
    expect(schakel.slack.read(room).join('\n')).toMatch(/heeft de regie in/);
  });
});
