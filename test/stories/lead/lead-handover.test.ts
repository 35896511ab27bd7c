import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AroundCase, openAroundCase } from '../../support/cases/around-case.ts';
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

/** Thursday 11 March 2027 is the day on which each of these begins. */
const FROM = '2027-03-22';

async function openHere(): Promise<AroundCase> {
  const here = await openAroundCase();
  await here.schakel.at('2027-03-11', '09:30');
  await here.fill('casemanager', 'agreement.create', {
    ...{ title: 'Belafspraak', doneWhen: 'elke dinsdag gebeld', due: '2027-04-06' },
    owner: await here.participant('casemanager'),
  });
  return here;
}

async function handOver(here: AroundCase, more: Record<string, string | string[]> = {}): Promise<string> {
  const values = { spokenOn: '2027-03-10', from: FROM, until: '2027-04-02', ...more };
  const participant = await here.participant('school');
  return here.fill('casemanager', 'lead.handOver', { participant, ...values });
}

async function agreementId(here: AroundCase): Promise<string> {
  const [state] = await here.schakel.app.store.cases([here.id]);
  return state?.agreements[0]?.id ?? '';
}

const leads = async (here: AroundCase, who: string): Promise<boolean> => {
  const [state] = await here.schakel.app.store.cases([here.id]);
  return state?.case.leadId === (await here.participant(who));
};

async function press(here: AroundCase, who: string, command: string): Promise<void> {
  await (await here.as(who)).press(command, { caseId: here.id });
  await here.schakel.settle();
}

describe('the lead goes to somebody else, on the web', () => {
  let here: AroundCase;
  beforeAll(async () => {
    here = await openHere();
  });
  afterAll(() => here?.schakel.stop());

  it.each([
    ['not before the two spoke', { spokenOn: '2027-03-12' }, /Die dag is nog niet geweest/],
    ['not in the past', { from: '2027-03-10' }, /Kies vandaag of later/],
    ['not with an end before it began', { until: '2027-03-15' }, /ligt voor de overdracht/],
  ])('%s', async (_what, values, words) => {
    expect(await handOver(here, values)).toMatch(words);
    expect(await here.page('moeder')).not.toContain('overdragen aan');
  });

  it('not to who leads already, nor to a party the family said no to', async () => {
    expect(await handOver(here, { participant: await here.participant('casemanager') })).toMatch(
      /Er is al een regiehouder|Kies/,
    );
    const no = await handOver(here, { participant: await here.participant('traject') });
    expect(no).not.toContain('krijgt de vraag');
    expect(await here.page('moeder')).not.toContain('overdragen aan');
  });

  it('not by who does not lead', async () => {
    for (const who of ['moeder', 'school'])
      await here.fill(who, 'lead.handOver', {
        ...{ participant: await here.participant('school'), spokenOn: '2027-03-10', from: FROM },
      });
    expect(await here.page('moeder')).not.toContain('overdragen aan');
  });

  it('is planned by the lead with what stays, and everybody reads it', async () => {
    const answer = await handOver(here, { keeps: [await agreementId(here)] });
    expect(answer).toContain('krijgt de vraag om de regie over te nemen vanaf maandag 22 maart 2027');
    for (const who of ['moeder', 'vader', 'school', 'coordinator']) {
      const page = await here.page(who);
      expect(page).toMatch(/wil de regie in \S+ overdragen aan Ondersteuningscoördinator school ?, vanaf/);
      expect(page).toMatch(
        /houdt afspraak 1 en blijft bereikbaar voor vragen tot en met vrijdag 2 april 2027/,
      );
      expect(page).toContain('(nog geen antwoord)');
    }
    expect(await here.page('traject')).not.toContain('overdragen');
  });

  it('stands once: a second one is refused until the first is stopped', async () => {
    expect(await handOver(here)).toContain('Er staat al een overdracht');
  });

  it('leaves the lead where it is after a yes, until the day', async () => {
    expect(await here.page('school')).toMatch(/vraagt of jij de regie .* overneemt van/);
    await press(here, 'school', 'lead.accept');
    expect(await leads(here, 'casemanager')).toBe(true);
    expect(await here.page('moeder')).toContain('(heeft ja gezegd)');
    await here.schakel.at('2027-03-19', '16:00');
    expect(await leads(here, 'casemanager')).toBe(true);
  });

  it('goes over on the day, with one card that says what it means and what stays', async () => {
    await here.schakel.at('2027-03-22', '09:30');
    expect(await leads(here, 'school')).toBe(true);
    const page = await here.page('moeder');
    expect(page).toMatch(/heeft de regie in \S+ overgedragen aan Ondersteuningscoördinator school/);
    expect(page).toMatch(/Ondersteuningscoördinator school heeft de regie in/);
    expect(page).not.toMatch(/\((heeft ja gezegd|nog geen antwoord)\)/);
  });
});

describe('the lead stays, on the web', () => {
  let here: AroundCase;
  beforeAll(async () => {
    here = await openHere();
  });
  afterAll(() => here?.schakel.stop());

  it('when the other would rather not, and everybody reads that', async () => {
    await handOver(here);
    await press(here, 'school', 'lead.decline');
    for (const who of ['moeder', 'coordinator', 'casemanager'])
      expect(await here.page(who)).toMatch(/neemt de regie in \S+ liever niet over\. .*houdt de regie/);
    expect(await leads(here, 'casemanager')).toBe(true);
  });

  it('when it is stopped again', async () => {
    await handOver(here);
    await press(here, 'casemanager', 'lead.keep');
    expect(await here.page('moeder')).toMatch(/aan Ondersteuningscoördinator school gaat niet door/);
    await press(here, 'school', 'lead.accept');
    expect(await leads(here, 'casemanager')).toBe(true);
  });

  it('when nobody answers: they are asked once more, then the lead and the coordinators hear it', async () => {
    await handOver(here);
    await here.schakel.at('2027-03-15', '09:30');
    expect(await here.page('school')).toContain('Nog een keer deze vraag');
    await here.schakel.at('2027-03-17', '09:30');
    for (const who of ['casemanager', 'coordinator'])
      expect(await here.page(who)).toMatch(/heeft nog niet gezegd of die de regie .* overneemt/);
    expect(await here.page('moeder')).not.toContain('heeft nog niet gezegd');
    await here.schakel.at('2027-03-23', '09:30');
    expect(await leads(here, 'casemanager')).toBe(true);
  });

  it('goes over at once with a yes after the day', async () => {
    await press(here, 'school', 'lead.accept');
    expect(await leads(here, 'school')).toBe(true);
    expect(await here.page('moeder')).toMatch(/overgedragen aan Ondersteuningscoördinator school/);
  });
});

describe('nobody is without a lead for a day', () => {
  let here: AroundCase;
  beforeAll(async () => {
    here = await openHere();
    await handOver(here);
    await press(here, 'school', 'lead.accept');
  });
  afterAll(() => here?.schakel.stop());

  it('when the lead gives it back earlier: who said yes leads from then on', async () => {
    await press(here, 'casemanager', 'lead.release');
    expect(await leads(here, 'school')).toBe(true);
    expect(await here.page('moeder')).toMatch(/overgedragen aan Ondersteuningscoördinator school/);
  });
});

/** The coordinator and the mother are in Slack, the lead in a tenant of Teams. */
describe('the lead goes to somebody else, in chat', () => {
  let here: InThreePlaces;
  let room = '';
  let code = '';
  const inTeams = (): string[] => here.teams.municipality.read(here.teams.municipality.channel(code));

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.newest();
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    const bring = (values: Record<string, string | null>): Promise<void> =>
      bringIn(here.slack.as(COORDINATOR), here, room, values);
    await bring({ person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' });
    await bring({ member: MOTHER, role: 'guardian' });
    ok(await here.people.as(LEAD_KEY).click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('is asked for by the lead on Teams, and read in every room', async () => {
    const lead = here.people.as(LEAD_KEY);
    ok(await lead.command(code, '/schakel regie overdragen'));
    ok(
      await lead.submit({
        participant: 'Moeder (ouder of voogd)',
        spokenOn: '10 maart 2027',
        from: '22 maart 2027',
      }),
    );
    await here.settle();
    for (const told of [here.slack.read(room), inTeams()])
      expect(told.join('\n')).toMatch(/wil de regie in .* overdragen aan .*maandag 22 maart 2027/);
    expect(here.slack.written(MOTHER).join('\n')).toMatch(/vraagt of u de regie .* overneemt van/);
  });

  it('is accepted in Slack, and comes on the day in both rooms', async () => {
    ok(await here.slack.as(MOTHER).click({ channel: 'dm' }, 'Ik neem de regie'));
    await here.settle();
    expect(inTeams().join('\n')).toMatch(/neemt de regie in .* over van/);
    await here.at('2027-03-22', '09:30');
    for (const told of [here.slack.read(room), inTeams()])
      expect(told.join('\n')).toMatch(/heeft de regie in .* overgedragen aan/);
  });
});
