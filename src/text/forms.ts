import type { CommandName } from '../domain/command-names.ts';
import type { Field, Form, RichText } from '../ports/document.ts';
import { awayNow } from './compose/away.ts';
import { asked } from './compose/case/appeals.ts';
import { wishLines } from './compose/lead.ts';
import type { FormContext } from './forms/context.ts';
import { FIELDS } from './forms/fields.ts';
import { MANAGE_FIELDS, manageArgs } from './forms/manage.ts';
import { requestBefore } from './forms/request-fields.ts';
import { type Tools, tools } from './forms/tools.ts';
import { formatDate } from './words/dates.ts';
import { capital, named, sentence, word } from './words/tools.ts';
import { hasText, type TextKey } from './words/translate.ts';

function fieldsOf(name: CommandName, c: FormContext): { readonly fields: Field[]; readonly t: Tools } {
  const t = tools(c);
  const all = (FIELDS[name] ?? MANAGE_FIELDS[name] ?? (() => []))(c, t);
  return { fields: all.filter((f): f is Field => f !== null), t };
}

/**
 * Returns what a form asks, by the names of its fields: also what is left out for now because there is nothing to
 * choose from, since the form that is sent was opened earlier.
 */
export function askedFields(
  name: CommandName,
  c: FormContext,
): { names: ReadonlySet<string>; dates: ReadonlySet<string>; longest: ReadonlyMap<string, number> } {
  const { fields, t } = fieldsOf(name, c);
  return {
    names: new Set([...t.asked, ...fields.map((f) => f.name)]),
    dates: new Set(fields.flatMap((f) => (f.kind === 'date' ? [f.name] : []))),
    longest: new Map(fields.flatMap((f) => (f.kind === 'text' ? [[f.name, f.maxLength]] : []))),
  };
}

/** A form by the name of the command it sends. */
export function form(name: CommandName, c: FormContext): Form {
  const { fields, t } = fieldsOf(name, c);
  const title = `form.${name}`;
  const about = c.agreement
    ? capital(named(c.reader, c.agreement))
    : ((c.participations && [c.participations.person.name]) ?? BEFORE[name]?.(c));
  const intro = c.again ? [{ bold: c.again.message }] : about;
  return {
    id: name,
    language: c.reader.language,
    command: name,
    // Asked again it is still about what was seen when it was opened.
    args: { ...shownIn(name, c), ...clean(c.args, fields), ...(c.again ? {} : manageArgs(name, c)) },
    title: hasText(title) ? word(c.reader, title) : 'Schakel',
    ...(intro ? { intro } : {}),
    fields: withQuestions(c, fields),
    ...(t.lacking[0] ? { lacks: t.lacking[0] } : {}),
    submit: word(c.reader, submitOf(name)),
    cancel: word(c.reader, 'field.cancel'),
  };
}

/** Carries the text that stands in front of the writer, so that another's change meanwhile is not taken back. */
function shownIn(name: string, { agreement: a }: FormContext): FormContext['args'] {
  if (name === 'agreement.rhythm' && a) return { textVersion: a.textVersion };
  return name === 'agreement.revise' && a ? { textVersion: a.textVersion, shownDue: a.due } : {};
}

/** Names the button by what sending does, where that is more than sending. */
function submitOf(name: string): TextKey {
  if (name.startsWith('agreement.create') || name === 'library.post') return 'field.post';
  if (name === 'library.choose' || name === 'library.expect') return 'library.next';
  if (name === 'case.open') return 'field.openCase';
  if (name === 'case.close') return 'field.closeCase';
  if (name === 'report.takeIn') return 'field.takeIn';
  if (name === 'request.begin') return 'library.next';
  return /^(manage|person|intake)\./.test(name) ? 'field.save' : 'field.send';
}

/** Things that somebody has to know before they fill a form in. */
const BEFORE: Readonly<Partial<Record<CommandName, (c: FormContext) => RichText | undefined>>> = {
  'case.close': stillOpen,
  'absence.report': ({ away = [], reader }) => awayNow(away, reader),
  'intake.question': whoReads,
  'appeal.lead': appealReaders,
  'appeal.contact': appealReaders,
  'appeal.object': appealReaders,
  'appeal.answer': appealAsked,
  'request.ask': requestBefore,
  'request.answer': requestBefore,
  'request.enterByPhone': requestBefore,
  'report.make': (c) => sentence(c.reader, 'field.reportBefore'),
  'lead.handOver': whoLeads,
  'lead.suggest': wishes,
  'lead.replace': wishes,
  'participant.inviteByLink': lettersHere,
  'supporter.bring': lettersHere,
  'participant.showLink': (c) => sentence(c.reader, 'field.showLink'),
};

/** Tells who will read the words, before they are written (P17). */
function whoReads({ question, reader }: FormContext): RichText | undefined {
  if (!question || question.readers.length === 0) return undefined;
  const names = new Intl.ListFormat(reader.language).format(question.readers);
  return sentence(reader, 'field.questionReaders', { names });
}

/** Tells who will read it, and who answers, before it is written. */
function appealReaders({ appeal, reader }: FormContext): RichText | undefined {
  if (!appeal) return undefined;
  const names = new Intl.ListFormat(reader.language).format(appeal.readers);
  return sentence(reader, 'appeal.readers', { names: names || 'none', kind: appeal.kind ?? 'none' });
}

/** Shows what was asked, in the words of the family, above the answer. */
function appealAsked({ appeal, reader }: FormContext): RichText | undefined {
  if (!appeal?.asked) return undefined;
  const { words } = appeal.asked;
  return [...asked(appeal.asked, reader), ...(words === null ? [] : [' ', { bold: words }])];
}

/** Names the lead of now, so that both stand on the form, and says whom the family would like. */
function whoLeads(c: FormContext): RichText | undefined {
  const lead = c.participants.find((p) => p.id === c.ofLead?.id)?.person;
  if (!lead) return wishes(c);
  const said = wishes(c);
  return [...sentence(c.reader, 'lead.is', { lead, code: c.code ?? '' }), ...(said ? [' ', ...said] : [])];
}

/** Says whom the family would like, before somebody is asked. */
function wishes({ leadWishes = [], reader }: FormContext): RichText | undefined {
  const lines = wishLines(leadWishes, reader);
  return lines.length > 0 ? lines.flatMap((line, i) => [...(i > 0 ? [' '] : []), ...line]) : undefined;
}

/** Says which address is of use: what cannot be sent here is said before somebody types it. */
function lettersHere({ letters = 'both', reader }: FormContext): RichText | undefined {
  return letters === 'both' ? undefined : sentence(reader, 'field.letters', { letters });
}

/** Lists what would be left open, all of it, before anybody closes a case. */
function stillOpen({ closing, reader }: FormContext): RichText | undefined {
  if (!closing || closing.agreements.length + closing.calls.length === 0) return undefined;
  const list = new Intl.ListFormat(reader.language);
  const agreements = closing.agreements.map((a) =>
    reader.titles ? `${a.number}. ${a.title}` : String(a.number),
  );
  return sentence(reader, 'field.stillOpen', {
    agreements: agreements.length > 0 ? list.format(agreements) : 'none',
    calls: closing.calls.length > 0 ? list.format(closing.calls) : 'none',
  });
}

const SUGGESTED = ['suggestedTitle', 'suggestedWords', 'suggestedDate', 'fromMessage'];

/** Takes out what fills in a field or suggests a text: the field says it, and no argument of the command does. */
function clean(args: FormContext['args'], fields: readonly Field[]): FormContext['args'] {
  const filledIn = new Set([...SUGGESTED, ...fields.map((f) => f.name)]);
  return Object.fromEntries(Object.entries(args).filter(([name]) => !filledIn.has(name)));
}

/** Asked again: first the question, as a choice of days or as a tick; then what was filled in. */
function withQuestions(c: FormContext, fields: Field[]): Field[] {
  const { again, reader } = c;
  if (!again) return fields;
  if (again.field === 'sure') {
    return [
      {
        kind: 'checks',
        name: 'sure',
        label: word(reader, 'field.sure'),
        optional: true,
        isAsked: true,
        options: [{ value: 'yes', label: word(reader, 'field.sureYes') }],
      },
      ...fields,
    ];
  }
  if (!again.proposals) return fields;
  const keep =
    again.chosen && again.chosen >= c.today
      ? [
          {
            value: again.chosen,
            label: word(reader, 'field.keep', { date: formatDate(again.chosen, reader.language) }),
          },
        ]
      : [];
  const options = [
    ...again.proposals.map((d) => ({ value: d, label: formatDate(d, reader.language) })),
    ...keep,
  ];
  if (options.length === 0) return fields;
  return [
    {
      kind: 'choice',
      name: `${again.field}_choice`,
      label: word(reader, 'field.choice'),
      optional: true,
      isAsked: true,
      options,
    },
    ...fields,
  ];
}
