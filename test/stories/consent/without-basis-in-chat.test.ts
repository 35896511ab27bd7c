import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, DIRECTOR, IN_SLACK, REGION_FILE } from '../../support/people/in-slack.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const WHY = 'het overleg is morgen, de brief volgt';
const COVENANT = 'covenant: { name: Convenant Midden, version: 2, date: 2026-09-01 }\n';
const LACKS = 'nog geen grondslag en geen toetreding tot het convenant';

describe('a party without a legal basis, in Slack', () => {
  let schakel: Schakel<'slack'>;
  let channel = '';
  const as = (who: string) => schakel.slack.as(who);
  /** Returns what only who asks reads. */
  const asks = async (line: string): Promise<string> => {
    ok(await as(COORDINATOR).command(channel, line));
    await schakel.settle();
    const theirs = schakel.slack.readBy(COORDINATOR, channel).filter((m) => m.ephemeralFor === COORDINATOR);
    return JSON.stringify(theirs.at(-1));
  };
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, region: `${REGION_FILE}${COVENANT}` });
    await openCaseInChat(as(COORDINATOR), schakel);
    channel = schakel.slack.channels()[0]?.name ?? '';
  });
  afterAll(() => schakel?.stop());

  it('is refused at its field in the form, which stays open with what was chosen', async () => {
    ok(await as(COORDINATOR).command(channel, '/schakel deelnemer'));
    const chosen = { member: DIRECTOR, role: 'educationPartnership', organisation: 'Samenwerkingsverband' };
    const { errors } = await as(COORDINATOR).submit(chosen);
    expect(JSON.stringify(errors)).toContain(LACKS);
    ok(await as(COORDINATOR).submit({ ...chosen, basisReason: WHY }));
    await schakel.settle();
  });

  it('and with a reason everybody in the channel reads it, and who asks who is who', async () => {
    const told = schakel.slack.read(channel).join('\n');
    expect(told).toMatch(/doet nu mee \(samenwerkingsverband\)/);
    expect(told).toContain('doet mee zonder grondslag en zonder toetreding tot het privacyconvenant.');
    expect(told).toContain(`schreef waarom: “${WHY}”`);
    expect(await asks('/schakel wie')).toContain(`“${WHY}”`);
  });

  it('is shown at the place of consent, with the covenant, to who leads or coordinates', async () => {
    const answer = await asks('/schakel toestemming');
    expect(answer).toContain(
      'Organisaties werken hier met een privacyconvenant: Convenant Midden, versie 2.',
    );
    expect(answer).toContain(`“${WHY}”`);
  });
});

describe('a party without a legal basis, on Teams', () => {
  let here: OnAllPlatforms;
  let early = '';
  const code = async (values: Record<string, string>): Promise<string> => {
    const coordinator = await callerOf(here, 'coordinator');
    const { store } = here.app;
    const [caseId] = await store.openCaseIds((await store.regionByKey('midden'))?.id ?? '', null, 1);
    const made = await coordinator.fill('participant.invite', { caseId }, values);
    const { html } = await coordinator.get(made.headers.get('location') ?? '/');
    return /[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}/.exec(html)?.[0] ?? '';
  };
  beforeAll(async () => {
    here = await startOnAllPlatforms('2027-03-11T08:30:00.000Z');
    await openCaseInChat(here.people.as('coordinator'), here);
    const coordinator = await callerOf(here, 'coordinator');
    early = await code({ role: 'supportCoordinator', organisation: 'school' });
    const covenant = { name: 'Convenant Midden', covenantVersion: '2', covenantDate: '2026-09-01' };
    await coordinator.fill('manage.covenant', { region: 'midden' }, covenant);
  });
  afterAll(() => here?.stop());

  it('is refused at its field, and told with its reason to everybody in the channel', async () => {
    const chosen = {
      person: 'Casemanager gemeente',
      role: 'municipalCaseManager',
      organisation: 'gemeente',
    };
    const { as } = here.people;
    ok(await as('coordinator').click({ channel: here.room() }, 'Iemand toevoegen'));
    const { errors } = await as('coordinator').submit(chosen);
    expect(JSON.stringify(errors)).toContain(LACKS);
    await bringIn(as('coordinator'), here, here.room(), { ...chosen, basisReason: WHY });
    const told = here.inTeams().join('\n');
    expect(told).toContain('Gemeente doet mee zonder grondslag');
    expect(told).toContain(`“${WHY}”`);
  });

  it('comes in by a code that was made with a reason, and not by one from before', async () => {
    const { as } = here.people;
    const chosen = { role: 'supportCoordinator', organisation: 'school' };
    ok(await as('school').command('dm', `/schakel meedoen ${early}`));
    const refused = await as('school').click({ channel: 'dm' }, 'Meedoen');
    await here.settle();
    expect(`${refused.body}${here.written('school').join()}`).toContain(
      'nog niet meedoen. Van School staat in deze regio nog geen grondslag',
    );
    const withReason = await code({ ...chosen, basisReason: 'school is bij het overleg' });
    ok(await as('school').command('dm', `/schakel meedoen ${withReason}`));
    ok(await as('school').click({ channel: 'dm' }, 'Meedoen'));
    await here.settle();
    expect(here.inTeams().join('\n')).toContain('School doet mee zonder grondslag');
    expect(here.inTeams().join('\n')).toContain('Coördinator schreef waarom: “school is bij het overleg”');
  });

  it('is shown at who is who and at the place of consent to who asks', async () => {
    const { as } = here.people;
    ok(await as('lead').command('dm', 'wie'));
    await here.settle();
    expect(here.written('lead').at(-1)).toContain(`“${WHY}”`);
    const { body } = await as('lead').click({ channel: here.room() }, 'Wie mag meelezen?');
    await here.settle();
    expect(`${body}${here.written('lead').at(-1)}`).toContain('Convenant Midden, versie 2');
  });
});
