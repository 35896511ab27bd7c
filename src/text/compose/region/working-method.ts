import { consentRuleOf } from '../../../domain/region/consent-rule.ts';
import { directoryOf } from '../../../domain/region/directory.ts';
import type { FileRung, RegionFile } from '../../../domain/region/region-file.ts';
import type { Timers } from '../../../domain/region/timers.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Block, Document, Fact, Reader, RichText } from '../../../ports/document.ts';
import { weekdayName } from '../../words/dates.ts';
import { date, document, note, ownAddress, sentence, text, word } from '../../words/tools.ts';
import type { TextKey, TextValues } from '../../words/translate.ts';
import { contactName, nameOf } from '../manage/setup.ts';
import { entryTexts, type WhomToCall } from './directory.ts';

/**
 * How a region works (C46, C55), made of its settings, so that it cannot be untrue: every number on it is one of the
 * region.
 */
export interface WorkingMethod {
  readonly file: RegionFile;
  /** Days off of the coming year. */
  readonly daysOff: readonly { readonly date: PlainDate; readonly name: string }[];
  /** People to call; null: the page is read by anybody, and nobody is named on it. */
  readonly call: readonly WhomToCall[] | null;
}

/** The groups of what is asked, as the page has them. */
const GROUPS = ['date', 'open', 'right', 'family', 'case'] as const;
type Group = (typeof GROUPS)[number];

/** Where on the page each timer is told. A new timer does not compile until it stands here and has its words. */
const GROUP_OF: Readonly<Record<keyof Timers, Group>> = {
  remindBefore: 'date',
  remindBeforeLong: 'date',
  overdueOwner: 'open',
  remindEvery: 'open',
  overdueDeputy: 'open',
  overdueLead: 'open',
  escalationNotice: 'open',
  escalation: 'open',
  contactAgain: 'open',
  contactAway: 'open',
  acknowledgementExpires: 'open',
  pastCall: 'open',
  confirmAgain: 'right',
  confirmCall: 'right',
  doneAgain: 'right',
  doneLead: 'right',
  consentAgain: 'family',
  consentLead: 'family',
  unreadCall: 'family',
  closingAnswer: 'family',
  appealAnswer: 'family',
  leadMissingAlert: 'case',
  leadMissingLadder: 'case',
  reportRead: 'case',
  intakeOpen: 'case',
  silence: 'case',
  validUntilReminderWeeks: 'case',
};

/** The whole page. */
export function workingMethodBlocks(m: WorkingMethod, reader: Reader): Block[] {
  const { file } = m;
  const says = (key: TextKey, values: TextValues = {}): Block => text(sentence(reader, key, values));
  const heading = (key: TextKey): Block => ({ kind: 'heading', text: word(reader, key) });
  const criteria = file.workingMethod?.criteria;
  return [
    says('method.intro', { region: file.name }),
    heading('method.what'),
    says('method.is'),
    says('method.isNot'),
    heading('method.when'),
    criteria ? text([criteria]) : says('method.criteria', { region: file.name }),
    says('manage.intakeNow', { rule: file.intake ?? 'none' }),
    says('manage.firstDayNow', { rule: file.firstDay ?? 'missed' }),
    heading('method.decides'),
    { kind: 'facts', facts: deciders(reader) },
    says('method.appeals'),
    heading('method.stuck'),
    says('method.stuckText'),
    { kind: 'facts', facts: ladder(m, reader) },
    ...timers(file, reader),
    heading('method.hours'),
    ...hours(m, reader),
    heading('method.sees'),
    says('method.seesAll'),
    says('manage.consentNow', { rule: consentRuleOf(file) === 'before-sharing' ? 'first' : 'unless' }),
    ...(file.consentReason ? [says('manage.consentWhy', { reason: file.consentReason })] : []),
    says('method.seesFamily'),
    says('method.seesOthers'),
    heading('method.complaint'),
    ...complaints(m, reader),
    heading('method.kept'),
    says('method.keptText', ownAddress(reader.webUrl && new URL('/privacy', reader.webUrl).href)),
    ...(m.call ? [heading('method.call'), says('method.callText', { who: named(m.call) })] : []),
    note(sentence(reader, 'method.made', { region: file.name })),
  ];
}

function named(call: readonly WhomToCall[]): string {
  return call.map(({ name, phone }) => (phone ? `${name}, ${phone}` : name)).join('; ') || 'none';
}

function deciders(reader: Reader): Fact[] {
  return (['schakel', 'family', 'owner', 'lead', 'coordinator', 'organisations'] as const).map((who) => ({
    label: `${word(reader, `method.who.${who}`)}:`,
    value: sentence(reader, `method.does.${who}`),
  }));
}

/** The first three come from the agreement and the case; names of people stand there for who takes part alone. */
function ladder({ file, call }: WorkingMethod, reader: Reader): Fact[] {
  const own = (['owner', 'deputy', 'lead'] as const).map((who, rung) =>
    fact(reader, rung, word(reader, `method.rung.${who}`)),
  );
  const above = file.ladder.map((rung) => {
    const first = rung.rung === 3 ? firstContact(file) : [];
    const names = call === null ? [] : [...first, ...rung.contacts.map((one) => contactName(file, one))];
    return fact(reader, rung.rung, rungWords(file, rung, names, reader));
  });
  return [...own, ...above];
}

/** The third step asks first whom an organisation or the region named for it. */
function firstContact(file: RegionFile): string[] {
  const own = file.organisations.flatMap((o) =>
    o.escalationContact ? [`${o.name}: ${nameOf(file, o.escalationContact)}`] : [],
  );
  return [...own, ...(file.escalationContact ? [nameOf(file, file.escalationContact)] : [])];
}

function fact(reader: Reader, rung: number, value: string): Fact {
  return { label: `${word(reader, 'method.rung', { rung })}:`, value: [value] };
}

function rungWords(
  file: RegionFile,
  { rung, title }: FileRung,
  names: readonly string[],
  reader: Reader,
): string {
  const how = rung === 3 && !file.escalationNeedsButton ? 'itself' : 'pressed';
  return word(reader, 'method.rungAbove', {
    title,
    // A person whom the region calls by the title of the step is not named twice.
    names: [...new Set(names)].filter((name) => !isSame(name, title)).join(', ') || 'none',
    how,
    after: counted(reader, 'after', file.timers.escalation),
  });
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** "na 3 werkdagen", "elke 3 werkdagen" or "3 werkdagen later". */
function counted(reader: Reader, how: 'after' | 'every' | 'later', n: number): string {
  return word(reader, `method.n.${how}`, { n });
}

function timers(file: RegionFile, reader: Reader): Block[] {
  return GROUPS.flatMap((group): Block[] => {
    const told = (Object.keys(GROUP_OF) as (keyof Timers)[]).filter((name) => GROUP_OF[name] === group);
    const lines = told.map((name): RichText => ['• ', ...timer(file, name, reader)]);
    return [
      { kind: 'heading', text: word(reader, `method.timers.${group}`) },
      text(lines.flatMap((line, i) => (i === 0 ? line : ['\n', ...line]))),
    ];
  });
}

function timer({ timers, escalationNeedsButton }: RegionFile, name: keyof Timers, reader: Reader): RichText {
  const value = timers[name];
  const n = typeof value === 'number' ? value : value.days;
  return sentence(reader, `method.t.${name}`, {
    n,
    term: timers.remindBeforeLong.whenTermAtLeast,
    after: counted(reader, 'after', n),
    every: counted(reader, 'every', n),
    later: counted(reader, 'later', n),
    button: escalationNeedsButton ? 'yes' : 'no',
  });
}

function hours({ file, daysOff }: WorkingMethod, reader: Reader): Block[] {
  const { contactHours, nudgeTime, workingDays, schoolHolidays } = file;
  const listed = new Intl.ListFormat(reader.language).format(
    workingDays.map((day) => weekdayName(day, reader.language)),
  );
  const off = daysOff.map((day) => `• ${day.name}: ${date(reader, day.date)}`).join('\n');
  const { from, to } = contactHours;
  return [
    text(sentence(reader, 'method.hoursText', { from, to, days: listed, nudge: nudgeTime })),
    text(sentence(reader, 'method.hoursOwn')),
    ...(off ? [text(sentence(reader, 'method.daysOff', { days: off }))] : []),
    text(sentence(reader, 'method.school', { area: schoolHolidays.region ?? 'none' })),
  ];
}

/** Where a complaint goes: what each organisation says itself, and the ways that are there for everybody. */
function complaints({ file }: WorkingMethod, reader: Reader): Block[] {
  const own = file.organisations.flatMap(({ name, complaint }) =>
    complaint ? [{ label: `${name}:`, value: [complaint] }] : [],
  );
  const general = directoryOf(file)
    .filter(({ kind }) => kind === 'complaint')
    .map((one) => entryTexts(one, reader))
    .map(({ name, what, reach }) => ({ label: `${name}:`, value: [reach ? `${what} ${reach}` : what] }));
  return [
    text(sentence(reader, 'method.complaintText')),
    ...(own.length > 0 ? [{ kind: 'facts' as const, facts: own }] : []),
    text(sentence(reader, 'method.complaintElse', { own: own.length > 0 ? 'yes' : 'no' })),
    ...(general.length > 0 ? [{ kind: 'facts' as const, facts: general }] : []),
  ];
}

/** The page's address, for where there is a web. */
export function workingMethodAddress(file: RegionFile, webUrl: string | null | undefined): string | null {
  return webUrl ? new URL(`/how-we-work/${file.key}`, webUrl).href : null;
}

/** The answer in chat: what it is in short, and where all of it stands; without a web all of it. */
export function composeWorkingMethod(m: WorkingMethod, reader: Reader): Document {
  const address = workingMethodAddress(m.file, reader.webUrl);
  const open = m.file.public?.workingMethod ? 'yes' : 'no';
  const blocks = address
    ? [
        text(sentence(reader, 'method.short', { region: m.file.name })),
        text(sentence(reader, 'method.where', { url: { address }, open })),
      ]
    : workingMethodBlocks(m, reader);
  const heading: Block = { kind: 'heading', text: word(reader, 'method.title') };
  return document(reader, 'Schakel', [heading, ...blocks], 'push.plain');
}
