import { ON_THE_WEB, WEB_REGION } from '../people/on-the-web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { textOf } from '../told/told-page.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';

const PEOPLE = WEB_REGION.replace(
  'organisations:',
  `  - { key: traject, name: Trajectbegeleider, email: traject@example.org }
  - { key: vader, name: Vader, email: vader@example.org }
  - { key: directeur, name: Directeur samenwerkingsverband, email: directeur@example.org }
  - { key: wethouder, name: Wethouder, email: wethouder@example.org }
  - { key: bestuurder, name: Bestuurder, email: bestuurder@example.org }
organisations:`,
).replace(
  'coordinators:',
  `  - { rung: 4, title: directeur samenwerkingsverband, contacts: [directeur] }
  - { rung: 5, title: wethouder, contacts: [wethouder] }
coordinators:`,
);

const ROLES = [
  ['casemanager', 'municipalCaseManager', 'gemeente'],
  ['school', 'supportCoordinator', 'school'],
  ['traject', 'educationPartnership', 'swv'],
  ['moeder', 'guardian', ''],
  ['vader', 'guardian', ''],
] as const;

/** A case on the web that a case manager leads: two parents, a school that may read along, a partnership that may not. */
export interface AroundCase {
  readonly schakel: Schakel<'web'>;
  readonly id: string;
  as(key: string): Promise<Caller>;
  /** The page of the case as somebody reads it. */
  page(key: string): Promise<string>;
  /** Returns the answer that somebody reads to a form that they sent, or what the form says when it came back. */
  fill(
    key: string,
    form: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    more?: object,
  ): Promise<string>;
  participant(key: string): Promise<string>;
}

export async function openAroundCase(): Promise<AroundCase> {
  const schakel = await startSchakel({ ...ON_THE_WEB, region: PEOPLE });
  const { store } = schakel.app;
  const coordinator = await callerOf(schakel, 'coordinator');
  await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  const [regionId = ''] = await store.allRegionIds();
  const [id = ''] = await store.openCaseIds(regionId, null, 1);
  for (const [key, role, organisation] of ROLES) {
    const person = await schakel.person(key);
    await coordinator.press('participant.add', { caseId: id, person, role, organisation });
  }
  const participant = async (key: string): Promise<string> => {
    const personId = await schakel.person(key);
    const [state] = await store.cases([id]);
    return state?.participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const as = (key: string): Promise<Caller> => callerOf(schakel, key);
  await coordinator.press('lead.suggest', { caseId: id, participant: await participant('casemanager') });
  await (await as('casemanager')).press('lead.accept', { caseId: id });
  await (await as('moeder')).press('consent.answer', { caseId: id, party: 'swv', answer: 'no' });
  await schakel.settle();
  return {
    schakel,
    id,
    as,
    participant,
    page: async (key) => textOf((await (await as(key)).get(`/c/${id}`)).html),
    fill: async (key, form, values, more = {}) => {
      const who = await as(key);
      const answer = await who.fill(form, { caseId: id, ...more }, values);
      await schakel.settle();
      if (answer.status !== 303) return textOf(answer.html);
      return textOf((await who.get(answer.headers.get('location') ?? '/')).html);
    },
  };
}
