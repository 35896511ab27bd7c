import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { ok } from '../../support/people/actor.ts';
import { DIRECTOR, LEAD } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  regionFile,
  SCHOOL_IN_SLACK,
  threePlaces,
  withPeople,
} from '../../support/people/in-three-places.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerOf } from '../../support/web/web-caller.ts';

const QUESTION = 'Welke plekken zijn eerder bekeken?';
const WORDS = 'Zit boven, komt niet meer naar de bus.';

/** The region names one person twice, each with an account: the two are put together with a code after they acted. */
describe('what somebody did before their two accounts became one', () => {
  let here: InThreePlaces & Schakel<'web'>;
  const as = (who: string) => here.people.as(who);
  const state = async (): Promise<CaseState> => {
    const { store } = here.app;
    const ids = await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1);
    return (await store.cases(ids))[0] as CaseState;
  };
  const page = async (key: string, path = ''): Promise<string> =>
    wordsOf((await (await callerOf(here, key)).get(`/c/${(await state()).case.id}${path}`)).html);

  beforeAll(async () => {
    const config = { publicUrl: 'https://schakel.example' };
    const places = threePlaces(undefined, (teamOf, rooms) =>
      regionFile(teamOf, rooms)
        .replace(
          'organisations:',
          `  - { key: zelfde, name: Casemanager in Slack, slack: ${DIRECTOR} }
  - { key: ook-zelfde, name: Coördinator elders, slack: ${SCHOOL_IN_SLACK} }
  - { key: moeder, name: Moeder, email: moeder@example.org }
  - { key: swv-contact, name: Consulent, email: consulent@example.org }
organisations:`,
        )
        .replace(
          'type: educationPartnership }',
          'type: educationPartnership, contactPoints: [{ role: consulent, person: swv-contact }] }',
        ),
    );
    here = withPeople(
      await startSchakel({ ...places, web: true, start: '2027-01-18T09:00:00.000Z', config }),
    );
    const reporter = await callerOf(here, 'casemanager');
    const values = { role: 'municipalCaseManager', since: '2027-01-04', words: WORDS, region: 'midden' };
    await reporter.fill('report.make', {}, values);
    await here.settle();
  });
  afterAll(() => here?.stop());

  /** The code is made with the one account and typed with the other, which becomes the person of the first. */
  const link = async (made: string, typed: string): Promise<void> => {
    const { body } = await here.slack.as(made).command('dm', '/schakel koppel');
    const code = /[A-Z0-9]{4}(-[A-Z0-9]{4}){2}/.exec(body)?.[0];
    expect(code, body).toBeDefined();
    ok(await as(typed).command('dm', `/schakel koppel ${code}`));
    ok(await as(typed).click({ channel: 'dm', text: 'Dit account' }, 'Ja, dat ben ik'));
    await here.settle();
  };

  it('whoever reported hears what became of it, and is out when the coordinator goes on without them', async () => {
    await link(DIRECTOR, LEAD);
    ok(await as(COORDINATOR).click({ channel: 'dm', text: 'aangemeld' }, 'In behandeling nemen'));
    const joins = 'Nee, Casemanager in Slack hoort alleen dat het kind in behandeling is';
    ok(await as(COORDINATOR).submit({ firstDay: 'maandag 4 januari', joins }));
    await here.settle();
    const told = [...here.written(LEAD), ...here.written(DIRECTOR)].join('\n');
    expect(told).toContain('is in behandeling');
    expect(await page('coordinator', '/network')).not.toContain('Casemanager in Slack');
    expect(await page('zelfde')).toContain('Deze pagina is er niet');
  });

  it('a coordinator reads what they asked a party, and everybody that it was they', async () => {
    const coordinator = await callerOf(here, 'coordinator');
    const caseId = (await state()).case.id;
    const person = await here.person('moeder');
    await coordinator.press('participant.add', { caseId, person, role: 'guardian' });
    await coordinator.press('consent.ask', { caseId, party: 'swv', about: 'asking' });
    const mother = await callerOf(here, 'moeder');
    await mother.press('consent.answer', { caseId, party: 'swv', about: 'asking', answer: 'yes' });
    const contact = await here.person('swv-contact');
    const values = { contact, question1: QUESTION, question2: '', question3: '', due: '2027-01-25' };
    await coordinator.fill('request.ask', { caseId, party: 'swv' }, values);
    await link(SCHOOL_IN_SLACK, COORDINATOR);
    expect(await page('coordinator', '/requests')).toContain(QUESTION);
    expect(await page('moeder', '/requests')).toMatch(/Samenwerkingsverband : \S.* vroeg het op/);
    expect(await page('moeder', '/requests')).not.toContain('– vroeg het op');
  });
});
