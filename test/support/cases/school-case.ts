import type { Agreement, CaseState } from '../../../src/domain/case/state.ts';
import { ON_THE_WEB, WEB_REGION } from '../people/on-the-web.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';

/** A case on the web with two of one school, who leads it of another organisation, and a mother. */
export interface SchoolCase {
  readonly schakel: Schakel<'web'>;
  readonly id: string;
  readonly code: string;
  /** The callers, by the key of the region file. */
  readonly who: Record<'coordinator' | 'casemanager' | 'school' | 'colleague' | 'moeder', Caller>;
  state(): Promise<CaseState>;
  agreement(number?: number): Promise<Agreement>;
  participant(key: string): Promise<string>;
  /** A new agreement of the school's, made by who leads. */
  agree(title: string, owner?: string): Promise<Agreement>;
  /** Returns what is asked of somebody on the page of the case, or on another. */
  asks(caller: Caller, path?: string): Promise<string>;
  /** Returns the words of a page. */
  reads(caller: Caller, path?: string): Promise<string>;
  /** A session ends by itself after a while: signed in again. */
  comeBack(key: string): Promise<Caller>;
  close(): Promise<void>;
}

const PARTS = [
  ['casemanager', 'municipalCaseManager', 'gemeente'],
  ['school', 'supportCoordinator', 'school'],
  ['intern-begeleider', 'teacher', 'school'],
] as const;

export async function openSchoolCase({
  withMother = true,
  region = WEB_REGION,
  consent = 'unless-refused',
} = {}): Promise<SchoolCase> {
  const schakel = await startSchakel({
    ...ON_THE_WEB,
    region: region.replace('schoolHolidays', `consent: ${consent}\nschoolHolidays`),
  });
  const { store } = schakel.app;
  const coordinator = await callerOf(schakel, 'coordinator');
  await coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  const [id = ''] = await store.openCaseIds((await store.regionByKey('midden'))?.id ?? '', null, 10);
  const state = async (): Promise<CaseState> => (await store.cases([id]))[0] as CaseState;
  const participant = async (key: string): Promise<string> => {
    const personId = await schakel.person(key);
    return (await state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  const parts = withMother ? [...PARTS, ['moeder', 'guardian', ''] as const] : PARTS;
  for (const [key, role, organisation] of parts)
    await coordinator.press('participant.add', {
      caseId: id,
      person: await schakel.person(key),
      role,
      organisation,
    });
  await coordinator.press('lead.suggest', { caseId: id, participant: await participant('casemanager') });
  const who = {
    coordinator,
    casemanager: await callerOf(schakel, 'casemanager'),
    school: await callerOf(schakel, 'school'),
    colleague: await callerOf(schakel, 'intern-begeleider'),
    moeder: await callerOf(schakel, 'moeder'),
  };
  await who.casemanager.press('lead.accept', { caseId: id });
  const agreement = async (number?: number): Promise<Agreement> =>
    (await state()).agreements.find((a, i, all) =>
      number ? a.number === number : i === all.length - 1,
    ) as Agreement;
  return {
    schakel,
    id,
    code: (await state()).case.code,
    who,
    state,
    agreement,
    participant,
    agree: async (title, owner = 'school') => {
      await who.casemanager.press('agreement.create', {
        caseId: id,
        title,
        doneWhen: `${title}: gedeeld en gelezen`,
        owner: await participant(owner),
        due: '2027-04-01',
      });
      return agreement();
    },
    reads: async (caller, path = `/c/${id}`) => {
      await schakel.settle();
      return wordsOf((await caller.get(path)).html);
    },
    asks: async (caller, path = `/c/${id}`) => {
      await schakel.settle();
      const section = /<section aria-labelledby="for-you"[\s\S]*?<\/section>/.exec(
        (await caller.get(path)).html,
      )?.[0];
      const open = section?.split('<details class="schakel-noprint">')[0] ?? '';
      return wordsOf(open.split('Goed om te weten')[0] ?? '');
    },
    comeBack: (key) => callerOf(schakel, key),
    close: () => schakel.stop(),
  };
}

/** The words of a page, each run of spaces as one. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(style|title|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
}
