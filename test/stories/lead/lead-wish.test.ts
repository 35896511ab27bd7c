import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolCase, type SchoolCase } from '../../support/cases/school-case.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD as LEAD_KEY } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

const WISHED = /geen voorkeur voor wie de regie doet/;
const ASKED = 'zou u daar graag voor hebben?';
const LINE = 'Moeder zou graag Ondersteuningscoördinator school voor de regie hebben.';

describe('the family says whom they would like to lead, on the web', () => {
  let at: SchoolCase;
  const wish = async (who: keyof SchoolCase['who'], participant: string): Promise<void> => {
    await at.who[who].fill('lead.wish', { caseId: at.id }, { participant });
  };
  beforeAll(async () => {
    at = await openSchoolCase();
  });
  afterAll(() => at?.close());

  it('is asked on their own page while the lead is to be chosen, and nobody else is', async () => {
    expect(await at.reads(at.who.moeder)).not.toContain(ASKED);
    await at.who.casemanager.press('lead.release', { caseId: at.id });
    expect(await at.reads(at.who.moeder)).toContain(ASKED);
    for (const who of ['school', 'casemanager', 'coordinator'] as const)
      expect(await at.reads(at.who[who]), who).not.toContain('graag voor hebben');
  });

  it('is read by who appoints the lead and by the family, and by nobody else', async () => {
    await wish('moeder', await at.participant('school'));
    expect(await at.reads(at.who.moeder)).not.toContain(ASKED);
    for (const who of ['moeder', 'coordinator'] as const)
      expect(await at.reads(at.who[who]), who).toContain(LINE);
    expect(await at.reads(at.who.coordinator, `/form/lead.suggest?caseId=${at.id}`)).toContain(LINE);
    for (const who of ['school', 'casemanager', 'colleague'] as const) {
      expect(await at.reads(at.who[who]), who).not.toContain('voor de regie hebben');
      expect(await at.reads(at.who[who], `/form/lead.suggest?caseId=${at.id}`), who).not.toContain(LINE);
    }
  });

  it('decides nothing: nobody is asked by it, and nobody leads', async () => {
    expect((await at.state()).case).toMatchObject({ leadId: null, leadAskedId: null });
  });

  it('can be changed at any time, and no preference is an answer', async () => {
    await wish('moeder', 'none');
    expect(await at.reads(at.who.coordinator)).toContain('Moeder heeft geen voorkeur');
    expect(await at.reads(at.who.moeder)).not.toContain(ASKED);
  });

  it('is not for who is no family', async () => {
    await wish('school', await at.participant('school'));
    expect(await at.reads(at.who.coordinator)).not.toContain('Ondersteuningscoördinator school zou graag');
  });

  it('is asked again when the lead is to be chosen anew', async () => {
    await at.who.casemanager.press('lead.accept', { caseId: at.id });
    expect(await at.reads(at.who.moeder)).not.toContain(ASKED);
    await at.schakel.at('2027-03-12', '10:00');
    const lead = await at.comeBack('casemanager');
    expect(await at.reads(lead)).toContain('Moeder heeft geen voorkeur');
    await lead.press('lead.release', { caseId: at.id });
    expect(await at.reads(await at.comeBack('moeder'))).toContain(ASKED);
  });
});

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams. */
describe('the family says whom they would like to lead, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.newest();
    const bring = (values: Record<string, string | null>): Promise<void> =>
      bringIn(here.slack.as(COORDINATOR), here, room, values);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is pressed by a guest in Slack, and read by the coordinator who asks who leads', async () => {
    const [mother, coordinator] = [here.slack.as(MOTHER), here.slack.as(COORDINATOR)];
    ok(await mother.click({ channel: room, text: ': overzicht' }, 'Mijn voorkeur voor de regie'));
    ok(await mother.submit({ participant: 'Geen voorkeur' }));
    await here.settle();
    expect(here.slack.read(room).join('\n')).not.toContain('geen voorkeur voor wie de regie doet');
    ok(await coordinator.command(room, '/schakel regie'));
    ok(await coordinator.click({ channel: room, text: WISHED }, 'Ik stel iemand voor'));
  });

  it('is read by the lead on Teams too, who may hand over', async () => {
    const lead = here.people.as(LEAD_KEY);
    ok(await lead.click({ channel: code(here, room) }, 'Ik neem de regie'));
    await here.settle();
    ok(await lead.command(code(here, room), '/schakel regie'));
    ok(await lead.click({ channel: 'dm', text: WISHED }, 'Regie overdragen'));
  });
});

function code(here: InThreePlaces, room: string): string {
  return /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
}
