import type { Field, Form } from '../ports/document.ts';
import { formatDate } from './dates.ts';
import type { FormContext } from './forms/context.ts';
import { FIELDS } from './forms/fields.ts';
import { MANAGE_FIELDS, manageArgs } from './forms/manage.ts';
import { tools } from './forms/tools.ts';
import { hasText } from './translate.ts';
import { capital, named, word } from './words.ts';

/** A form by the name of the command it sends. */
export function form(name: string, c: FormContext): Form {
  const t = tools(c);
  const fields = (FIELDS[name] ?? MANAGE_FIELDS[name] ?? (() => []))(c, t).filter(
    (f): f is Field => f !== null,
  );
  const title = `form.${name}`;
  const about = c.agreement
    ? capital(named(c.reader, c.agreement))
    : c.takingPart && [c.takingPart.person.name];
  const intro = c.again ? [{ bold: c.again.message }] : about;
  return {
    id: name,
    language: c.reader.language,
    command: name,
    args: { ...clean(c.args), ...manageArgs(name, c) },
    title: hasText(title) ? word(c.reader, title) : 'Schakel',
    ...(intro ? { intro } : {}),
    fields: withQuestions(c, fields),
    ...(t.lacking[0] ? { lacks: t.lacking[0] } : {}),
    submit: word(c.reader, name.startsWith('agreement.create') ? 'field.post' : 'field.send'),
    cancel: word(c.reader, 'field.cancel'),
  };
}

/** What only fills in a field is no argument of the command. */
function clean(args: FormContext['args']): FormContext['args'] {
  const { suggestedTitle: _title, fromMessage: _from, ...rest } = args;
  return rest;
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
      options,
    },
    ...fields,
  ];
}
