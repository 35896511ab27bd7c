import { localDate } from '../../../domain/calendar/index.ts';
import type { Person } from '../../../domain/case/state.ts';
import { goneOf, isOther } from '../../../domain/contact-details.ts';
import { idOf } from '../../../domain/manage/administration.ts';
import { contactsToCheck } from '../../../domain/manage/contacts-to-check.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { RegionFile } from '../../../domain/region/region-file.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import type { Reader } from '../../../ports/document.ts';
import type { LineProblem } from '../../../ports/region-files.ts';
import type { Setup } from '../../../text/compose/manage/setup.ts';
import { replyText } from '../../../text/replies.ts';
import { formatDate } from '../../../text/words/dates.ts';
import { word } from '../../../text/words/tools.ts';
import type { TextKey } from '../../../text/words/translate.ts';
import type { SheetBeside } from '../../case-sheet/cases.ts';
import { planSheet, type RuleProblem, type SheetOptions, type SheetPlan } from '../../case-sheet/plan.ts';
import { HEADERS, type SheetProblem } from '../../case-sheet/read.ts';
import { mayConfirm } from '../../commands/manage/address.ts';
import { type Deps, readerOf, situationOf } from '../../request-context.ts';

/** The pages on which a region is set up, for those who may; for anybody else they do not exist: null. */
export interface ManagePages {
  setup(personId: Uuid, regionKey: string): Promise<SetupPage | null>;
  /** The region as a file. */
  file(personId: Uuid, regionKey: string): Promise<string | null>;
  /** Says what would come of a file, without doing it. */
  checkFile(personId: Uuid, regionKey: string, text: string): Promise<FileCheck | null>;
  /** The same of a spreadsheet of running cases. */
  checkSheet(
    personId: Uuid,
    regionKey: string,
    text: string,
    options: SheetOptions,
  ): Promise<SheetCheck | null>;
}

/** A person who mends these looks again; a longer list is read by nobody. */
const MOST_TOLD = 50;

export interface SheetCheck {
  /** The first of `total`. */
  readonly problems: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly words: string;
  }[];
  readonly cases: readonly {
    readonly line: number;
    readonly code: string | null;
    /** Null: it threatens, and no day was missed. */
    readonly firstDay: string | null;
    /** The rest that the sheet says of it, in words. */
    readonly beside: readonly string[];
    readonly lead: string | null;
    readonly people: readonly string[];
    readonly agreements: readonly {
      readonly title: string;
      readonly owner: string;
      readonly due: string;
      readonly doneWhen: string;
    }[];
  }[];
  readonly total: number;
  /** There already, from this sheet or by their code. */
  readonly known: number;
  readonly asks: SheetPlan['asks'];
}

export interface SetupPage extends Setup {
  readonly isCoordinator: boolean;
  /** Contact points to ask about. */
  readonly toCheck: number;
  /** Something was changed by hand since the last file was read. */
  readonly differsFromFile: boolean;
}

export type FileCheck =
  | { readonly ok: false; readonly errors: readonly LineProblem[]; readonly total: number }
  /** Names of the parts that are otherwise in the file. */
  | { readonly ok: true; readonly changed: readonly string[]; readonly isOtherRegion: boolean };

export function createManagePages(deps: Deps): ManagePages {
  const regionFor = async (personId: Uuid, key: string): Promise<Region | null> => {
    const region = await deps.store.regionByKey(key);
    return region && mayManage(region, personId) ? region : null;
  };
  return {
    setup: async (personId, key) => {
      const region = await regionFor(personId, key);
      return region && setupPage(deps, region, personId);
    },
    file: async (personId, key) => {
      const region = await regionFor(personId, key);
      return region && deps.files.write(region.file);
    },
    checkFile: async (personId, key, text) => {
      const region = await regionFor(personId, key);
      const [person] = await deps.store.people([personId]);
      if (!region || !person) return null;
      const { today } = situationOf(deps, region, person, null);
      const read = deps.files.read(text, person.language ?? region.language, today);
      return read.ok
        ? {
            ok: true,
            changed: differences(region.file, read.file),
            isOtherRegion: read.file.key !== region.key,
          }
        : read;
    },
    checkSheet: async (personId, key, text, options) => {
      const region = await regionFor(personId, key);
      const [actor] = await deps.store.people([personId], region?.id);
      if (!region?.coordinatorPersonIds.includes(personId) || !actor) return null;
      const reader = readerOf(deps, region, actor, true);
      const plan = await planSheet(
        {
          store: deps.store,
          situation: situationOf(deps, region, actor, null),
          region,
          state: null,
          actor,
          workspaceId: region.workspaces.find((w) => w.platform === 'web')?.id ?? '',
          language: reader.language,
          files: deps.files,
          entryMeans: deps.entryMeans ?? null,
        },
        text,
        options,
      );
      return sheetCheck(region.file, plan, reader);
    },
  };
}

function sheetCheck(file: RegionFile, plan: SheetPlan, reader: Reader): SheetCheck {
  const name = (key: string | null): string => file.people.find((p) => p.key === key)?.name ?? '';
  return {
    known: plan.known,
    asks: plan.asks,
    total: plan.problems.length,
    problems: plan.problems.slice(0, MOST_TOLD).map((p) => ({
      line: p.line,
      column: p.column && HEADERS[reader.language][p.column],
      words:
        'reply' in p
          ? ruleWords(p as RuleProblem, reader)
          : word(reader, `sheet.${p.key}` as TextKey, { ...p.values, ...daysIn(p, reader) }),
    })),
    cases: plan.cases.map(({ sheet }) => ({
      line: sheet.line,
      code: sheet.code,
      firstDay: sheet.firstDay && formatDate(sheet.firstDay, reader.language),
      beside: besideWords(sheet.beside, reader),
      lead: sheet.lead && name(sheet.lead),
      people: sheet.people.map((p) => `${name(p.key)} (${word(reader, `role.${p.role}` as TextKey)})`),
      agreements: sheet.agreements.map((a) => ({
        ...a,
        owner: name(a.owner),
        due: `${formatDate(a.due, reader.language)}${a.every ? ` (${word(reader, `rhythm.${a.every}`)})` : ''}`,
      })),
    })),
  };
}

function besideWords(beside: SheetBeside = {}, reader: Reader): string[] {
  const { absence, enrolled, ageBand, firstLesson, inIntake } = beside;
  return [
    ...(absence ? [word(reader, `absence.category.${absence}`)] : []),
    ...(enrolled === undefined
      ? []
      : [word(reader, enrolled ? 'absence.is.enrolled' : 'absence.is.notEnrolled')]),
    ...(ageBand ? [word(reader, `ageBand.${ageBand}`)] : []),
    ...(firstLesson
      ? [word(reader, 'manage.sheetLesson', { date: formatDate(firstLesson, reader.language) })]
      : []),
    ...(inIntake ? [word(reader, 'manage.sheetIntake')] : []),
  ];
}

function daysIn({ days = {} }: SheetProblem, reader: Reader): Record<string, string> {
  return Object.fromEntries(
    Object.entries(days).map(([name, day]) => [name, formatDate(day, reader.language)]),
  );
}

function ruleWords({ reply }: RuleProblem, reader: Reader): string {
  const days = reply.proposals?.map((day) => formatDate(day, reader.language)).join(', ');
  const proposal = days ? ` ${word(reader, 'sheet.proposals', { days })}` : '';
  return `${replyText(reader, reply.key, reply.values ?? {})}${proposal}`;
}

export function mayManage(region: Region, personId: Uuid): boolean {
  return region.coordinatorPersonIds.includes(personId) || region.administratorPersonIds.includes(personId);
}

async function setupPage(deps: Deps, region: Region, personId: Uuid): Promise<SetupPage | null> {
  const ids = [personId, ...Object.values(region.personIds)];
  const people = new Map((await deps.store.people(ids, region.id)).map((p) => [p.id, p]));
  const me = people.get(personId);
  if (!me) return null;
  const { today } = situationOf(deps, region, me, null);
  const away = Object.entries(region.personIds).flatMap(([key, id]) => {
    const absence = people.get(id)?.absences.find((a) => a.until === null || a.until >= today);
    return absence ? [[key, absence] as const] : [];
  });
  const waiting = await deps.store.newAddressesIn(region.id);
  const others = await deps.store.ofAnotherRegion(region.id);
  const gifts = await deps.store.workspaceGifts({ regionId: region.id });
  const addresses = Object.entries(region.personIds).flatMap(([key, id]) => {
    const one = waiting.find((w) => w.personId === id && w.caseId === null);
    if (!one) return [];
    const { isRefused, isElsewhere } = one;
    const what = { isOther: isOther(one), gone: goneOf(one) };
    return [[key, { isRefused, isElsewhere, ...what, mayConfirm: mayConfirm(personId, one) }] as const];
  });
  return {
    file: region.file,
    version: region.version,
    today,
    reader: readerOf(deps, region, me, true),
    isAdministrator: region.administratorPersonIds.includes(personId),
    isCoordinator: region.coordinatorPersonIds.includes(personId),
    holidays: deps.files.holidays(region.file, today),
    waiting: region.file.workspaces
      .map(idOf)
      .filter((id) => !region.workspaces.some((w) => w.platform !== 'web' && w.externalId === id)),
    taken: gifts.filter((g) => g.isTaken).map((g) => g.externalId),
    confirmed: new Map(
      gifts
        .filter((g) => !g.isTaken && g.confirmedBy !== null)
        .map((g) => [g.externalId, localDate(region.calendar.zone, g.givenAt)]),
    ),
    addresses: new Map(addresses),
    unlinked: Object.entries(region.personIds).flatMap(([key, id]) =>
      isUnlinked(region, key, people.get(id)) ? [key] : [],
    ),
    away: new Map(away),
    ...linksTo(deps, region, people, personId),
    elsewhere: Object.entries(region.personIds).flatMap(([key, id]) =>
      id !== personId && others.has(id) ? [key] : [],
    ),
    toCheck: contactsToCheck(region.file, today).length,
    differsFromFile: await deps.store.differsFromFile(region.id),
  };
}

/**
 * Lists who comes in by the web: by a letter where one can go, else by a link that is shown. Oneself has nobody to
 * read a code to.
 */
function linksTo(
  { entryMeans }: Deps,
  region: Region,
  people: ReadonlyMap<Uuid, Person>,
  personId: Uuid,
): Pick<SetupPage, 'newLinkTo' | 'showLinkTo'> {
  if (!entryMeans || !region.coordinatorPersonIds.includes(personId))
    return { newLinkTo: [], showLinkTo: [] };
  const { can } = entryMeans;
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  const onWeb = region.file.people.filter(({ key }) => {
    const id = region.personIds[key];
    return id !== personId && people.get(id ?? '')?.identities.some((one) => one.workspaceId === web);
  });
  const isReached = ({ email, phone }: (typeof onWeb)[number]): boolean =>
    Boolean((email && can.email) || (phone && can.sms));
  return {
    newLinkTo: onWeb.filter(isReached).map((p) => p.key),
    showLinkTo: onWeb.filter((p) => !isReached(p)).map((p) => p.key),
  };
}

/** The file gives them an account that is not theirs (yet): they bring it in with a code. */
function isUnlinked(region: Region, key: string, person: Person | undefined): boolean {
  const line = region.file.people.find((p) => p.key === key);
  const has = (account: string | undefined): boolean =>
    account === undefined || (person?.identities.some((i) => i.externalId === account) ?? false);
  return line !== undefined && !(has(line.slack) && has(line.teams));
}

/** Keys of the file under which something else stands. The order in which keys are written says nothing. */
function differences(now: object, then: object): string[] {
  const [a, b] = [new Map(Object.entries(now)), new Map(Object.entries(then))];
  return [...new Set([...a.keys(), ...b.keys()])].filter((k) => canonical(a.get(k)) !== canonical(b.get(k)));
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
