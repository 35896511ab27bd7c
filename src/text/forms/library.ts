import {
  SEATS,
  SET_MOST,
  SET_MOST_IN_CHAT,
  TEMPLATE_MAX,
  type Template,
  wholeLibrary,
} from '../../domain/region/library.ts';
import { RHYTHMS } from '../../domain/vocabulary.ts';
import type { Field, Option } from '../../ports/document.ts';
import { templateTexts } from '../compose/agreements/library.ts';
import { formatDate } from '../words/dates.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import { choice, text } from './manage-fields.ts';
import type { Fields, Tools } from './tools.ts';

/** Choosing from the examples of the region, and then who does each and when. */

export const LIBRARY_FIELDS = {
  'library.choose': (c: FormContext): (Field | null)[] => chosenFrom(c, false),
  'library.expect': (c: FormContext): (Field | null)[] => chosenFrom(c, true),
  'library.post': (c: FormContext, f: Tools): (Field | null)[] => {
    const chosen = String(c.args.templates ?? '').split(',');
    const lines = (c.library?.() ?? []).filter(({ template }) => chosen.includes(template.key));
    return lines.flatMap((line) => lineFields(c, f, line, chosen.indexOf(line.template.key) + 1));
  },
} satisfies Readonly<Record<string, Fields>>;

/** Ticks for the examples of work, or for what organisations and parents may expect of each other. */
function chosenFrom(c: FormContext, expectation: boolean): Field[] {
  const options = (c.library?.() ?? [])
    .filter(({ template }) => template.expectation === expectation)
    .map(
      ({ template }): Option => ({
        value: template.key,
        label: `${word(c.reader, `library.seat.${template.owner}`)}: ${titleOf(c, template)}`,
      }),
    );
  if (options.length === 0) return [];
  return [
    {
      kind: 'checks',
      name: 'templates',
      label: word(c.reader, expectation ? 'expect.choose' : 'library.choose'),
      hint: word(c.reader, 'library.choose.hint', {
        most: c.hasMembers ? SET_MOST_IN_CHAT : SET_MOST,
        chat: c.hasMembers ? 'yes' : 'no',
      }),
      options,
    },
  ];
}

type Line = ReturnType<NonNullable<FormContext['library']>>[number];

/** A person and a day for each; what nobody holds is said, and waits for somebody to be chosen. */
function lineFields(c: FormContext, f: Tools, line: Line, n: number): Field[] {
  const { title, doneWhen } = templateTexts(line.template, c.region.file.language);
  const { reader } = c;
  const people = [...f.people(), { value: 'skip', label: word(reader, 'library.skip') }];
  const owner = f.choice(`owner${n}`, people, {
    label: 'field.owner',
    ...(line.holder ? { value: line.holder } : {}),
  });
  const seat = word(reader, `library.seat.${line.template.owner}`);
  const due = line.due ? { value: formatDate(line.due, reader.language) } : {};
  const { every } = line.template;
  const values = { n, title: every ? `${title} (${word(reader, `rhythm.${every}`)})` : title };
  return [
    ...(owner
      ? [
          {
            ...owner,
            label: word(reader, 'library.who', values),
            hint: word(reader, line.holder ? 'library.held' : 'library.missing', { seat, doneWhen }),
          },
        ]
      : []),
    {
      ...f.date(`due${n}`, { label: 'field.due', ...due }),
      label: word(reader, 'library.when', values),
    },
  ];
}

function titleOf(c: FormContext, template: Template): string {
  return templateTexts(template, c.region.file.language).title;
}

/** An example as the region changes it. */
export function templateFields(c: FormContext): Field[] {
  const template = wholeLibrary(c.region.file).find((one) => one.key === c.args.template);
  const texts = template && templateTexts(template, c.reader.language);
  const seats = SEATS.map((seat) => ({ value: seat, label: word(c.reader, `library.seat.${seat}`) }));
  return [
    text(
      c,
      'title',
      { value: texts?.title, label: 'library.f.title', hint: 'library.f.title.hint' },
      TEMPLATE_MAX.title,
    ),
    text(c, 'doneWhen', { value: texts?.doneWhen, label: 'library.f.doneWhen' }, TEMPLATE_MAX.doneWhen),
    choice(
      c,
      'place',
      (['work', 'expectation'] as const).map((one) => ({
        value: one,
        label: word(c.reader, `expect.place.${one}`),
      })),
      { value: template?.expectation ? 'expectation' : 'work', label: 'expect.f.place' },
    ),
    choice(c, 'owner', seats, { value: template?.owner, label: 'library.f.owner' }),
    text(
      c,
      'days',
      {
        value: template ? String(template.days) : undefined,
        label: 'library.f.days',
        hint: 'library.f.days.hint',
      },
      3,
    ),
    choice(
      c,
      'every',
      RHYTHMS.map((every) => ({ value: every, label: word(c.reader, `rhythm.${every}`) })),
      {
        value: template?.every ?? undefined,
        label: 'rhythm.field',
        hint: 'library.f.every.hint',
        optional: true,
      },
    ),
  ];
}
