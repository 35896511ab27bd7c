import type { CommandName } from '../../domain/command-names.ts';
import { CONTACT_CHANGES, HOLIDAY_KINDS } from '../../domain/region/region-file.ts';
import { BASIS_REASON_MAX } from '../../domain/rules/participants/without-basis.ts';
import { FAMILY_ROLES, FIRST_DAY_RULES, INTAKE_RULES, ROLES } from '../../domain/vocabulary.ts';
import type { Field } from '../../ports/document.ts';
import { formatDate } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import type { FormContext } from './context.ts';
import { consentFields, directoryFields, methodFields, publicReportFields } from './guidance.ts';
import { templateFields } from './library.ts';
import {
  checks,
  choice,
  contacts,
  day,
  needed,
  organisation,
  people,
  rest,
  text,
  tick,
  weekdays,
} from './manage-fields.ts';
import { basisFields, covenantFields, legalFields } from './region/covenant.ts';
import { termFields } from './terms.ts';

/** The forms that change how a region is set up: each shows what it now is. */

type Fields = (c: FormContext) => (Field | null)[];

const KINDS = ['school', 'municipality', 'educationPartnership', 'careProvider', 'other'] as const;
const RUNGS = [3, 4, 5, 6] as const;
const MOST_ON_RUNG = 8;

export const TIMER_FIELDS = [
  'remindBefore',
  'remindBeforeLongDays',
  'remindBeforeLongTerm',
  'overdueOwner',
  'remindEvery',
  'overdueDeputy',
  'overdueLead',
  'escalationNotice',
  'escalation',
  'leadMissingAlert',
  'leadMissingLadder',
  'silence',
  'validUntilReminderWeeks',
  'acknowledgementExpires',
  'confirmAgain',
  'confirmCall',
  'doneAgain',
  'doneLead',
  'consentAgain',
  'consentLead',
  'contactAgain',
  'contactAway',
  'pastCall',
  'unreadCall',
  'closingAnswer',
  'intakeOpen',
  'reportRead',
  'appealAnswer',
] as const;

/** Said and not set: another version of the region says nothing about it, and in chat nobody could look again. */
const OF_ONESELF: ReadonlySet<string> = new Set(['manage.contactChanges']);

/** Such a form carries beside its fields the version that was shown, and of the holidays what could be chosen. */
export function manageArgs(name: string, c: FormContext): Readonly<Record<string, string | number>> {
  if (!name.startsWith('manage.') || OF_ONESELF.has(name)) return {};
  const shown =
    name === 'manage.holidays'
      ? {
          shown: holidays(c)
            .map((d) => `${d.date}=${d.name}`)
            .join('|'),
        }
      : {};
  return { version: c.region.version, ...shown };
}

/** Each holiday once, the next time it comes. */
function holidays(c: FormContext): ReturnType<FormContext['region']['holidays']> {
  const all = c.region.holidays();
  return all.filter((day, i) => all.findIndex((d) => d.name === day.name) === i);
}

/** A person who opens such a form and may not is refused when it is sent; there is nothing in it. */
const NOWHERE = { cases: [], others: [], people: [] } as const;

/** Asked where the region works with a covenant: why, without a basis or accession. */
function withReason(c: FormContext): Field[] {
  const more = { label: 'basis.f.reason', hint: 'basis.f.reason.hint', optional: true } as const;
  return c.region.file.covenant ? [text(c, 'basisReason', more, BASIS_REASON_MAX)] : [];
}

function rungFields(c: FormContext): (Field | null)[] {
  const { file } = c.region;
  const old = file.ladder.find((r) => r.rung === Number(c.args.rung));
  const free = RUNGS.filter((n) => !file.ladder.some((r) => r.rung === n));
  const places = (name: 'contact' | 'deputy', given: readonly string[], least: number): Field[] =>
    Array.from({ length: Math.min(MOST_ON_RUNG, Math.max(least, given.length + 1)) }, (_, i) => ({
      kind: 'choice',
      name: `${name}${i + 1}`,
      label: word(c.reader, name === 'contact' ? 'manage.f.contactN' : 'manage.f.deputyN', { n: i + 1 }),
      options: contacts(file),
      ...rest(c, { value: given[i], optional: true }),
    }));
  return [
    old
      ? null
      : choice(
          c,
          'rung',
          free.map((n) => ({ value: String(n), label: String(n) })),
          { hint: 'manage.f.rung.hint' },
        ),
    text(c, 'title', { value: old?.title }),
    ...places('contact', old?.contacts ?? [], 2),
    ...places('deputy', old?.deputies ?? [], 1),
  ];
}

function personFields(c: FormContext): (Field | null)[] {
  const { file } = c.region;
  const p = file.people.find((x) => x.key === c.args.person);
  const on = (platform: 'slack' | 'teams') => file.workspaces.filter((w) => w.platform === platform).length;
  const accounts = (platform: 'slack' | 'teams', team: 'slackTeam' | 'teamsTenant'): (Field | null)[] => [
    on(platform) > 0 || p?.[platform]
      ? text(c, platform, {
          value: p?.[platform],
          optional: true,
          hint: platform === 'slack' ? 'manage.f.slack.hint' : 'manage.f.teams.hint',
        })
      : null,
    on(platform) > 1 || p?.[team] ? text(c, team, { value: p?.[team], optional: true }) : null,
  ];
  const languages = (['nl', 'en'] as const).map((l) => ({
    value: l,
    label: word(c.reader, `manage.language.${l}`),
  }));
  return [
    text(c, 'name', { value: p?.name, hint: 'manage.f.personName.hint' }),
    text(c, 'email', { value: p?.email, optional: true, hint: 'manage.f.email.hint' }),
    text(c, 'phone', { value: p?.phone, optional: true }, 30),
    weekdays(c, 'workingDays', p?.workingDays, 'manage.f.personDays.hint'),
    choice(c, 'language', languages, { value: p?.language, optional: true }),
    ...accounts('slack', 'slackTeam'),
    ...accounts('teams', 'teamsTenant'),
  ];
}

function teamsFields(c: FormContext): Field[] {
  const old = c.region.file.workspaces.find((w) => w.platform === 'teams' && w.tenantId === c.args.workspace);
  const w = old?.platform === 'teams' ? old : undefined;
  const rooms = (['shared', 'chat', 'standard'] as const).map((r) => ({
    value: r,
    label: word(c.reader, `manage.rooms.${r}`),
  }));
  return [
    text(c, 'tenantId', { value: w?.tenantId }),
    text(c, 'team', { value: w?.team, optional: true, hint: 'manage.f.team.hint' }),
    choice(c, 'rooms', rooms, { value: w?.rooms ?? 'shared' }),
    tick(
      c,
      'everyoneInTeamMayReadEveryCase',
      'manage.f.everyoneInTeamMayReadEveryCase.yes',
      w?.everyoneInTeamMayReadEveryCase ?? false,
    ),
    tick(c, 'titlesInChat', 'manage.f.titlesInChat.yes', w?.titlesInChat ?? true),
    tick(c, 'topicIsCode', 'manage.f.topicIsCode.yes', w?.topicIsCode ?? false),
  ];
}

function timerFields(c: FormContext): Field[] {
  const { remindBeforeLong, ...timers } = c.region.file.timers;
  const values: Readonly<Record<string, number>> = {
    ...timers,
    remindBeforeLongDays: remindBeforeLong.days,
    remindBeforeLongTerm: remindBeforeLong.whenTermAtLeast,
  };
  return TIMER_FIELDS.map((name) => text(c, name, { value: String(values[name]) }, 4));
}

export const MANAGE_FIELDS: Readonly<Partial<Record<CommandName, Fields>>> = {
  'manage.organisation': (c) => {
    const o = organisation(c);
    const known = KINDS.map((k) => ({ value: k, label: word(c.reader, `manage.kind.${k}` as TextKey) }));
    const kinds =
      o && !known.some((k) => k.value === o.type) ? [...known, { value: o.type, label: o.type }] : known;
    return [
      text(c, 'name', { value: o?.name }),
      choice(c, 'type', kinds, { value: o?.type }),
      choice(c, 'escalationContact', people(c.region.file), {
        value: o?.escalationContact,
        optional: true,
        hint: 'manage.f.ownContact.hint',
      }),
      text(c, 'complaint', { value: o?.complaint, optional: true, hint: 'manage.f.complaint.hint' }, 300),
    ];
  },
  'manage.contact': (c) => {
    const p = organisation(c)?.contactPoints.find((x) => x.role === c.args.point);
    return [
      text(c, 'role', { value: p?.role, hint: 'manage.f.role.hint' }, 40),
      choice(c, 'person', people(c.region.file), { value: p?.person }),
      choice(c, 'deputy', people(c.region.file), {
        value: p?.deputy,
        optional: true,
        hint: 'manage.f.deputy.hint',
      }),
      text(c, 'phone', { value: p?.phone, optional: true, hint: 'manage.f.officePhone.hint' }, 30),
    ];
  },
  'manage.contactChanges': (c) => [
    choice(
      c,
      'what',
      CONTACT_CHANGES.map((what) => ({
        value: what,
        label: word(c.reader, `manage.changes.${what}` as TextKey),
      })),
    ),
  ],
  'manage.person': personFields,
  'manage.away': (c) => [day(c, 'from'), { ...day(c, 'awayUntil'), name: 'until', optional: true }],
  'manage.roles': (c) => {
    const { file } = c.region;
    return [
      checks(c, 'coordinators', people(file), file.coordinators),
      checks(c, 'administrators', people(file), file.administrators ?? [], 'manage.f.administrators.hint'),
    ];
  },
  'manage.replace': (c) => {
    const { cases, people } = c.participations ?? NOWHERE;
    const successors = people.map((p) => ({ value: p.id, label: p.name }));
    return [
      choice(c, 'successor', successors, { optional: true, hint: 'manage.f.successor.hint' }),
      ...withReason(c),
      needed(
        checks(
          c,
          'cases',
          cases.map((one) => ({
            value: one.id,
            label: word(c.reader, 'manage.partIn', {
              code: one.code,
              role: word(c.reader, `role.${one.role}` as TextKey),
              lead: one.isLead ? 'yes' : 'no',
              owns: one.owns ? 'yes' : 'no',
            }),
          })),
          cases.map((one) => one.id),
          'manage.f.cases.hint',
        ),
      ),
    ];
  },
  'manage.join': (c) => {
    const { others } = c.participations ?? NOWHERE;
    const roles = ROLES.filter((role) => !FAMILY_ROLES.has(role));
    const cases = others.map((one) => ({ value: one.id, label: one.code }));
    return [
      needed(checks(c, 'cases', cases, [])),
      choice(
        c,
        'role',
        roles.map((role) => ({ value: role, label: word(c.reader, `role.${role}` as TextKey) })),
        { label: 'field.role' },
      ),
      choice(
        c,
        'organisation',
        c.organisations.map((o) => ({ value: o.key, label: o.name })),
        { optional: true, label: 'field.organisation' },
      ),
      ...withReason(c),
    ];
  },
  'manage.workingMethod': methodFields,
  'manage.publicReport': publicReportFields,
  'manage.directory': directoryFields,
  'manage.library': templateFields,
  'manage.term': termFields,
  'manage.covenant': covenantFields,
  'manage.legal': legalFields,
  'manage.basis': basisFields,
  'manage.rung': rungFields,
  'manage.escalation': (c) => [
    choice(c, 'escalationContact', people(c.region.file), {
      value: c.region.file.escalationContact,
      optional: true,
      hint: 'manage.f.escalationContact.hint',
    }),
    tick(c, 'needsButton', 'manage.f.needsButton.yes', c.region.file.escalationNeedsButton),
  ],
  'manage.hours': (c) => {
    const { contactHours, nudgeTime, workingDays } = c.region.file;
    return [
      text(c, 'hoursFrom', { value: contactHours.from, hint: 'manage.f.time.hint' }, 5),
      text(c, 'hoursTo', { value: contactHours.to }, 5),
      text(c, 'nudgeTime', { value: nudgeTime, hint: 'manage.f.nudgeTime.hint' }, 5),
      weekdays(c, 'workingDays', workingDays),
    ];
  },
  'manage.timers': timerFields,
  'manage.holidays': (c) => {
    const days = holidays(c);
    const options = days.map((d) => ({
      value: d.date,
      label: `${d.name} – ${formatDate(d.date, c.reader.language)}`,
    }));
    return [
      checks(
        c,
        'off',
        options,
        days.filter((d) => d.counts).map((d) => d.date),
        'manage.f.off.hint',
      ),
    ];
  },
  'manage.holidayKinds': (c) => {
    const kinds = HOLIDAY_KINDS.map((kind) => ({
      value: kind,
      label: word(c.reader, `manage.holidayKind.${kind}` as TextKey),
    }));
    return [checks(c, 'kinds', kinds, c.region.file.holidays.count ?? [], 'manage.f.kinds.hint')];
  },
  'manage.dayOff': (c) => [day(c, 'date'), text(c, 'name', { hint: 'manage.f.dayName.hint' })],
  'manage.schoolRegion': (c) => {
    const of =
      organisation(c)?.schoolHolidays ?? (c.args.organisation ? undefined : c.region.file.schoolHolidays);
    const regions = (['Noord', 'Midden', 'Zuid'] as const).map((r) => ({ value: r, label: r }));
    return [
      choice(c, 'schoolRegion', regions, {
        value: of?.region,
        optional: true,
        hint: 'manage.f.schoolRegion.hint',
      }),
    ];
  },
  'manage.schoolHoliday': (c) => [
    text(c, 'name', { hint: 'manage.f.holidayName.hint' }),
    day(c, 'from'),
    day(c, 'to'),
  ],
  'manage.region': (c) => {
    const { name, language, zone, country } = c.region.file;
    const languages = (['nl', 'en'] as const).map((l) => ({
      value: l,
      label: word(c.reader, `manage.language.${l}`),
    }));
    return [
      text(c, 'name', { value: name }),
      choice(c, 'language', languages, { value: language }),
      text(c, 'zone', { value: zone }, 60),
      text(c, 'country', { value: country, hint: 'manage.f.country.hint' }, 2),
    ];
  },
  'manage.consent': consentFields,
  'manage.intake': (c) => [
    choice(
      c,
      'rule',
      [...INTAKE_RULES, 'none'].map((rule) => ({
        value: rule,
        label: word(c.reader, `manage.intakeRule.${rule}` as TextKey),
      })),
      { label: 'manage.f.intakeRule', value: c.region.file.intake ?? 'none' },
    ),
    choice(
      c,
      'firstDayRule',
      FIRST_DAY_RULES.map((rule) => ({ value: rule, label: word(c.reader, `manage.firstDayRule.${rule}`) })),
      { label: 'manage.f.firstDayRule', value: c.region.file.firstDay ?? 'missed' },
    ),
  ],
  'manage.slack': (c) => {
    const w = c.region.file.workspaces.find((x) => x.platform === 'slack' && x.teamId === c.args.workspace);
    return [
      text(c, 'teamId', {
        value: w?.platform === 'slack' ? w.teamId : undefined,
        hint: 'manage.f.teamId.hint',
      }),
      tick(c, 'titlesInChat', 'manage.f.titlesInChat.yes', w?.titlesInChat ?? true),
      tick(c, 'topicIsCode', 'manage.f.topicIsCode.yes', w?.topicIsCode ?? false),
    ];
  },
  'manage.teams': teamsFields,
  'manage.channels': (c) => [
    text(c, 'slackChannel', { value: c.region.file.coordinatorChannel?.slack, optional: true }),
    text(c, 'teamsChannel', { value: c.region.file.coordinatorChannel?.teams, optional: true }),
  ],
};
