import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeCase } from '../../support/cases/close-case.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, REGION_FILE, SCHOOL } from '../../support/people/in-slack.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const PARENT = 'Ouder van elders';
const HELPER = 'Vertrouwenspersoon';
const BOTH = 'Leerkracht die ook ouder is';
const REGION = WEB_REGION.replace(
  'organisations:',
  `  - { key: ouder, name: ${PARENT}, email: ouder@example.org }
  - { key: steun, name: ${HELPER}, email: steun@example.org }
  - { key: beide, name: ${BOTH}, email: beide@example.org }
organisations:`,
);
const UNKNOWN = 'Deze persoon is hier niet te vinden';
const EVERYWHERE = ['participant.add', 'case.setEscalationContact'] as const;

/** A parent who stands in the region file is known to those of their own case, and to who coordinates. */
describe('the name of a parent, in a form of another case', () => {
  let schakel: Schakel<'web'>;
  let coordinator: Caller;
  let lead: Caller;
  let theirs = '';
  let other = '';
  const open = async (...people: readonly (readonly [key: string, role: string])[]): Promise<string> => {
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const before = await schakel.app.store.openCaseIds(region, null, 10);
    await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const id =
      (await schakel.app.store.openCaseIds(region, null, 10)).find((one) => !before.includes(one)) ?? '';
    for (const [key, role] of people)
      await coordinator.press('participant.add', { caseId: id, person: await schakel.person(key), role });
    return id;
  };
  const form = async (who: Caller, name: string, caseId: string): Promise<string> =>
    (await who.get(`/form/${name}?caseId=${caseId}`)).html;
  const add = async (who: Caller, key: string) =>
    who.fill('participant.add', { caseId: other }, { person: await schakel.person(key), role: 'teacher' });

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION });
    coordinator = await callerOf(schakel, 'coordinator');
    lead = await callerOf(schakel, 'casemanager');
    theirs = await open(
      ['school', 'supportCoordinator'],
      ['ouder', 'guardian'],
      ['steun', 'familySupporter'],
      ['beide', 'parent'],
    );
    await open(['beide', 'teacher']);
    other = await open(['casemanager', 'municipalCaseManager'], ['moeder', 'guardian']);
    await lead.press('lead.accept', { caseId: other });
  });
  afterAll(() => schakel?.stop());

  it.each(EVERYWHERE)('stands in no list of who leads that case: %s', async (name) => {
    const html = await form(lead, name, other);
    expect(html).toContain('Intern begeleider school');
    for (const hidden of [PARENT, HELPER]) expect(html).not.toContain(hidden);
    // Known as a professional, and so to everybody.
    expect(html).toContain(BOTH);
  });

  it.each(EVERYWHERE)(
    'is refused as somebody who does not exist when a lead sends it all the same: %s',
    async (name) => {
      const more = name === 'participant.add' ? { role: 'teacher' } : {};
      const nobody = { person: '00000000-0000-4000-8000-00000000000f', ...more };
      const made = await lead.fill(name, { caseId: other }, nobody);
      const sent = await lead.fill(
        name,
        { caseId: other },
        { person: await schakel.person('ouder'), ...more },
      );
      expect([sent.status, made.status]).toEqual([422, 422]);
      for (const html of [sent.html, made.html]) expect(html).toContain(UNKNOWN);
      expect(sent.html).not.toContain(PARENT);
      expect((await lead.get(`/c/${other}`)).html).not.toContain(PARENT);
    },
  );

  it('is there for a coordinator, who sees every case', async () => {
    for (const name of EVERYWHERE) expect(await form(coordinator, name, other)).toContain(PARENT);
  });

  it('is there in the parent’s own case, also for a contact', async () => {
    await (await callerOf(schakel, 'school')).press('lead.accept', { caseId: theirs });
    const own = await callerOf(schakel, 'school');
    expect(await form(own, 'case.setEscalationContact', theirs)).toContain(PARENT);
    expect(await form(own, 'participant.add', theirs)).not.toContain('Moeder');
  });

  it('stays away when the parent’s case is closed, or they have left it', async () => {
    await closeCase(schakel, coordinator, theirs);
    expect(await form(lead, 'participant.add', other)).not.toContain(PARENT);
    expect((await add(lead, 'ouder')).html).toContain(UNKNOWN);
    expect(await form(coordinator, 'participant.add', other)).toContain(PARENT);
  });
});

describe('the name of a parent in Slack, in a form of another case', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel({
      ...IN_SLACK,
      region: REGION_FILE.replace(
        'organisations:',
        `  - { key: moeder, name: Moeder, slack: ${MOTHER} }
  - { key: school, name: Ondersteuningscoördinator school, slack: ${SCHOOL} }
organisations:`,
      ),
    });
    await opened([[MOTHER, 'guardian']]);
    await opened([[LEAD, 'municipalCaseManager']]);
    await schakel.slack.as(LEAD).click({ channel: last() }, 'Ik neem de regie');
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());
  const last = (): string => schakel.slack.channels().at(-1)?.name ?? '';
  async function opened(people: readonly (readonly [string, string])[]): Promise<void> {
    const coordinator = schakel.slack.as(COORDINATOR);
    await coordinator.command('dm', '/schakel casus nieuw');
    await coordinator.submit({ firstDay: '4 januari 2027' });
    await schakel.settle();
    for (const [member, role] of people) {
      await coordinator.command(last(), '/schakel deelnemer');
      await coordinator.submit({ member, role });
      await schakel.settle();
    }
  }
  const asked = async (who: string, line: string): Promise<string> => {
    await schakel.slack.as(who).command(last(), line);
    return JSON.stringify(schakel.slack.as(who).openView());
  };

  it.each(['/schakel deelnemer'])(
    'is not among who can be chosen, and is for a coordinator: %s',
    async (line) => {
      const lead = await asked(LEAD, line);
      expect(lead).toContain('Ondersteuningscoördinator school');
      expect(lead).not.toContain('"Moeder"');
      expect(await asked(COORDINATOR, line)).toContain('"Moeder"');
    },
  );
});
