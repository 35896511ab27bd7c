import { localDate } from '../../domain/calendar/index.ts';
import { emptyCase } from '../../domain/case/empty-case.ts';
import type { Person } from '../../domain/case/state.ts';
import { isLandLine, type LetterWay, readEmail, readPhone } from '../../domain/contact-details.ts';
import type { Outgoing } from '../../domain/messages/index.ts';
import type { Region } from '../../domain/region/region.ts';
import { reportChild } from '../../domain/rules/case/report.ts';
import { Substance } from '../../domain/substance/substance.ts';
import type { AgeBand, InvolvedKind, Language, PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { AddressChange } from '../../ports/entry.ts';
import { freshCode, storyDraw } from '../case-code.ts';
import { type Deps, type EntryMeans, situationOf } from '../request-context.ts';
import type { EntryDeps } from '../sign-in/entry.ts';
import { keyOfAddress, letterTo, SENDS } from '../sign-in/sign-in-letters.ts';
import { changeOf, written } from '../write/decide-and-write.ts';

/** The roles in which somebody of the family reports: with authority, without, and the young person. */
export const FAMILY_REPORTERS = ['guardian', 'parent', 'child'] as const;

/** Everything that somebody of the family typed on the public page, beside the code. */
export interface FamilyReport {
  readonly role: (typeof FAMILY_REPORTERS)[number];
  readonly ageBand: AgeBand | null;
  readonly since: PlainDate | null;
  readonly involved: readonly InvolvedKind[];
  readonly question: string;
  readonly language: Language;
}

export interface PublicPage {
  readonly regionName: string;
  readonly phone: string | null;
  /** The day there now. */
  readonly today: PlainDate;
}

/** `full`: so many text messages went out for this region today that somebody misuses its page. */
export type CodeSent = 'unreadable' | 'landLine' | 'off' | 'slow' | 'full' | { readonly proof: Uuid };

/** The receipt; `spoken` is the second step for their first sign-in, shown once. */
export interface Receipt extends Omit<PublicPage, 'today'> {
  readonly readBefore: PlainDate;
  readonly spoken: string | null;
}

/** The public page of a region where a parent or young person reports a child. Null: the region has none. */
export interface PublicReports {
  page(regionKey: string): Promise<PublicPage | null>;
  /** Sends a code to where they want to be reached. Nothing else of what they typed is kept until they type it. */
  sendCode(regionKey: string, typed: string, language: Language): Promise<CodeSent>;
  /** The code is right: it is reported. `over`: it waits no more, and another code is needed. */
  report(
    regionKey: string,
    proof: Uuid,
    code: string,
    said: FamilyReport,
  ): Promise<Receipt | 'wrong' | 'over' | null>;
}

type PublicDeps = Deps & EntryDeps & Omit<EntryMeans, 'book' | 'can'>;

/** A text message costs money. So many a day is more than a region has children at home; e-mail goes on. */
const TEXTS = { everyMs: 86_400_000 / 300, burst: 300 };

/** Three days, as for who is invited. */
const CODE_MS = 3 * 86_400_000;

export function createPublicReports(deps: PublicDeps): PublicReports {
  const now = (): string => deps.clock.now().toISOString();
  const open = async (key: string): Promise<Region | null> => {
    const region = await deps.store.regionByKey(key);
    return region?.file.public?.report && deps.substance ? region : null;
  };
  return {
    page: async (key) => {
      const region = await open(key);
      return region && { ...pageOf(region), today: localDate(region.calendar.zone, now()) };
    },
    sendCode: async (regionKey, typed, language) => {
      const [email, phone] = [readEmail(typed), readPhone(typed)];
      const address = email ?? phone;
      if (!address) return isLandLine(typed) ? 'landLine' : 'unreadable';
      const way = email ? 'email' : 'sms';
      if (!deps.can[way]) return 'off';
      if ((await deps.pace([{ key: keyOfAddress(address), ...SENDS }])) > 0) return 'slow';
      if (way === 'sms' && (await deps.pace([{ key: `report-sms:${regionKey}`, ...TEXTS }])) > 0)
        return 'full';
      const proof = deps.newId();
      const id = await deps.book.beginChange(proof, { way, address }, now());
      const code = { type: 'SignInCode', link: id, proves: way, language } as const;
      const message = await letterTo(deps, { personId: proof, way }, `prove:${id}`, code);
      await deps.store.commit({ now: now(), cases: [], messages: [message] });
      return { proof };
    },
    report: async (key, proof, code, said) => {
      const region = await open(key);
      if (!region) return null;
      // Somebody who is known changes their own address elsewhere, and that proves nothing here.
      const isKnown = (await deps.store.people([proof])).length > 0;
      const change = isKnown ? null : await deps.book.waitingChange(proof, now());
      if (!change) return 'over';
      const tried = await deps.book.tryProof(change.id, code, now());
      return tried === 'right' ? write(deps, region, { change, said }) : tried;
    },
  };
}

function pageOf({ name, file }: Region): Omit<PublicPage, 'today'> {
  return { regionName: name, phone: file.public?.phone ?? null };
}

interface Proven {
  readonly change: AddressChange;
  readonly said: FamilyReport;
}

/**
 * A person of their own for every report, with an id that was never on a page: a family is not linked from one case to
 * another by an address (P22). The same proof makes one report, however often it is sent.
 */
async function write(deps: PublicDeps, region: Region, { change, said }: Proven): Promise<Receipt | null> {
  const { role, ageBand, since, involved, question, language } = said;
  const person = personOf(region, change.id, said);
  if (!person || !deps.substance) return null;
  const s = { ...situationOf(deps, region, null, null), actor: { personId: person.id, participant: null } };
  const people = await deps.store.people([...region.coordinatorPersonIds], region.id);
  const code = freshCode(
    await deps.store.codesInUse(region.id),
    region.language,
    region.demonstration && storyDraw,
  );
  const decision = reportChild(s, {
    ...{ code, reporter: person, role, organisationKey: null, since, ageBand, involved },
    ...{ people: [person, ...people], words: question },
  });
  if (!decision.ok) return null;
  const { report, id: caseId } = decision.state.case;
  const readBefore = report?.readBefore ?? s.today;
  const letter = receiptLetter(region, person.id, change.way, readBefore);
  const one = written({
    before: emptyCase(decision.state),
    decision: { ...decision, messages: [...decision.messages, { ...letter, key: `receipt:${caseId}` }] },
    situation: s,
  });
  const words = new Substance('question', caseId, question.trim());
  const sealed = deps.substance.seal(words, { id: deps.newId(), writtenById: person.id, writtenAt: s.now });
  const spoken = deps.sealing.spokenCode(person.id, change.id);
  const result = await deps.store.commit(
    changeOf([{ ...one, case: { ...one.case, substance: [sealed] } }], {
      now: s.now,
      inbound: { key: `report:${change.id}`, reply: { readBefore } },
      messages: [],
      people: [{ id: person.id, name: person.name, language }],
      identities: person.identities.map((i) => ({
        ...{ ...i, id: deps.newId(), personId: person.id, email: null, guest: true },
      })),
      reaches: [reachOf(deps, person.id, change, spoken.hash)],
    }),
  );
  if (result.result === 'conflict') return null;
  if (result.result === 'done') return { ...pageOf(region), readBefore, spoken: spoken.shown };
  const before = (result.reply as { readBefore: PlainDate }).readBefore;
  // The button was pressed twice: the same code stands there again, until they came in with it.
  const isWaiting = await deps.book.hasSpokenCode(person.id, s.now);
  return { ...pageOf(region), readBefore: before, spoken: isWaiting ? spoken.shown : null };
}

function reachOf(deps: PublicDeps, personId: Uuid, { way, address }: AddressChange, codeHash: string) {
  const reach = { email: way === 'email' ? address : null, phone: way === 'sms' ? address : null };
  const codeExpiresAt = new Date(deps.clock.now().getTime() + CODE_MS).toISOString();
  return { ...deps.sealing.reach(personId, reach, way), codeHash, codeExpiresAt };
}

/** They are called by what they are to the child: a name is theirs to give later. Null: the region has no web. */
function personOf(region: Region, id: Uuid, { role, language }: FamilyReport): Person | null {
  const web = region.workspaces.find((w) => w.platform === 'web' && !w.disabled);
  if (!web) return null;
  return {
    ...{ id, name: NAMES[region.language][role], language, workingDays: [], hasOwnDays: false },
    ...{ contactFrom: null, contactUntil: null, phone: null, absences: [] },
    identities: [{ workspaceId: web.id, externalId: id }],
  };
}

const NAMES: Readonly<Record<Language, Readonly<Record<FamilyReport['role'], string>>>> = {
  nl: { guardian: 'Ouder', parent: 'Ouder', child: 'Jongere' },
  en: { guardian: 'Parent', parent: 'Parent', child: 'Young person' },
};

/** The receipt as a letter, with a way in; without a word of what was typed. */
function receiptLetter(region: Region, personId: Uuid, by: LetterWay, readBefore: PlainDate): Outgoing {
  return {
    recipient: { to: 'person', personId, by },
    urgency: 'reply',
    key: `receipt:${personId}`,
    message: {
      type: 'SignInLink',
      purpose: 'report',
      from: { region: region.name, lead: null },
      receipt: { readBefore, phone: region.file.public?.phone ?? null },
    },
  };
}
