import { z } from 'zod';
import { type Reply, refuse, type Situation } from '../../domain/case/decision.ts';
import { libraryOf, SET_MOST, SET_MOST_IN_CHAT } from '../../domain/region/library.ts';
import { postSet, type SetLine } from '../../domain/rules/agreements/post-set.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { templateTexts } from '../../text/compose/agreements/library.ts';
import { type Command, command, type NextForm } from '../command.ts';
import { id, optionalDate, yes } from './args.ts';
import { ticks } from './manage/fields.ts';

/** Several agreements at once, of the examples of the region: first which, then who and when. */

const chosen = z
  .string()
  .max(SET_MOST * 41)
  .transform((v) => v.split(',').filter((key) => key !== ''))
  .pipe(z.array(z.string().max(40)).min(1).max(SET_MOST));
const owner = z
  .union([id, z.literal('skip'), z.literal('')])
  .optional()
  .transform((v) => v || null);
const LINES = Array.from({ length: SET_MOST }, (_, i) => i + 1);
const perLine = <T>(name: string, schema: T): Readonly<Record<string, T>> =>
  Object.fromEntries(LINES.map((n) => [`${name}${n}`, schema]));
const DUES: Readonly<Record<string, ReturnType<typeof optionalDate>>> = Object.fromEntries(
  LINES.map((n) => [`due${n}`, optionalDate('due')]),
);
const CHOSEN: Readonly<Record<string, typeof yes>> = Object.fromEntries(
  LINES.map((n) => [`due${n}Chosen`, yes]),
);

const set = z.strictObject({
  caseId: id,
  templates: chosen,
  ...perLine('owner', owner),
  ...DUES,
  ...CHOSEN,
});

export const libraryCommands: readonly Command[] = [
  ...(['library.choose', 'library.expect'] as const).map((name) =>
    command({
      name,
      args: z.strictObject({ caseId: id, templates: ticks }),
      who: ['participant'],
      run: { on: 'form', opens: whoAndWhen },
    }),
  ),
  command({
    name: 'library.post',
    args: set,
    who: ['participant'],
    run: {
      on: 'case',
      decide: (state, s, a) =>
        isOfNow(s, a) ? postSet(state, s, linesOf(s, a)) : refuse('refused.formChanged'),
    },
  }),
];

function whoAndWhen(
  { caseId, templates }: { readonly caseId: Uuid; readonly templates: readonly string[] },
  isChat: boolean,
): NextForm | Reply {
  const most = isChat ? SET_MOST_IN_CHAT : SET_MOST;
  if (templates.length === 0) return { key: 'refused.setEmpty', field: 'templates' };
  if (templates.length > most) return { key: 'refused.setTooMany', values: { most }, field: 'templates' };
  return { form: 'library.post', args: { caseId, templates: templates.join(',') } };
}

/** Each example that was chosen is still one of the region's, and nobody is named for a line that is not there. */
function isOfNow(s: Situation, a: z.infer<typeof set>): boolean {
  const given = a as Readonly<Record<string, unknown>>;
  const known = libraryOf(s.region.file).map(({ key }) => key);
  const isNamed = (n: number): boolean => typeof given[`owner${n}`] === 'string';
  return a.templates.every((key) => known.includes(key)) && !LINES.slice(a.templates.length).some(isNamed);
}

/** The lines that are not left out, in the words of the region. */
function linesOf(s: Situation, a: z.infer<typeof set>): SetLine[] {
  const known = libraryOf(s.region.file);
  const given = a as Readonly<Record<string, unknown>>;
  return a.templates.flatMap((key, i): SetLine[] => {
    const template = known.find((one) => one.key === key);
    const ownerId = given[`owner${i + 1}`];
    if (!template || ownerId === 'skip') return [];
    return [
      {
        line: i + 1,
        ...templateTexts(template, s.region.language),
        ownerId: typeof ownerId === 'string' ? ownerId : null,
        deputyId: null,
        due: (given[`due${i + 1}`] as string | null | undefined) ?? null,
        dueChosen: given[`due${i + 1}Chosen`] === true,
        kind: template.kind,
        predecessorId: null,
        workingDaysAfter: null,
        validUntil: null,
        rhythm: template.every && { every: template.every, until: null },
      },
    ];
  });
}
