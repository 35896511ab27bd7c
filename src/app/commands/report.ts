import { z } from 'zod';
import { emptyCase } from '../../domain/case/empty-case.ts';
import { reportChild, takeIn } from '../../domain/rules/case/report.ts';
import { Substance } from '../../domain/substance/substance.ts';
import { AGE_BANDS, FAMILY_ROLES, INVOLVED_KINDS, REPORTING_ROLES } from '../../domain/vocabulary.ts';
import { composeReport } from '../../text/compose/case/report.ts';
import { reply } from '../../text/replies.ts';
import { freshCode, storyDraw } from '../case-code.ts';
import { type Command, command, type Plan, type Tools } from '../command.ts';
import { reportFacts } from '../pages/case/report-facts.ts';
import { date, id, onCase, optionalDate, optionalText, text } from './args.ts';

const reporting = z.strictObject({
  role: z.enum(REPORTING_ROLES),
  organisation: optionalText,
  since: optionalDate('firstDay'),
  ageBand: z
    .union([z.enum(AGE_BANDS), z.literal('')])
    .optional()
    .transform((v) => v || null),
  involved: z.array(z.enum(INVOLVED_KINDS)).optional(),
  words: text.optional(),
});
type Reported = z.infer<typeof reporting>;

/** C01: a child is reported, and a coordinator takes it in or not. */
export const reportCommands: readonly Command[] = [
  command({
    name: 'report.make',
    args: reporting,
    who: ['member'],
    freeTexts: (a) => (a.words ? [a.words] : []),
    onWebOnly: true,
    run: { on: 'region', plan: report },
  }),
  command({
    name: 'report.show',
    args: onCase,
    who: ['participant', 'coordinator'],
    run: {
      on: 'query',
      show: async ({ whole, s, reader, actor }) => {
        const shown = whole && reportFacts(whole, s.region, actor.id);
        // A case may never have been reported, and what was said then is not for everybody in it.
        if (!shown) return reply('refused.noReport', { code: whole?.case.code ?? '' }, reader, []);
        return composeReport(shown, reader);
      },
    },
  }),
  command({
    name: 'report.takeIn',
    args: z.strictObject({
      caseId: id,
      firstDay: date('firstDay'),
      joins: z.enum(['yes', 'no', '']).optional(),
      basisReason: optionalText,
    }),
    who: ['coordinator'],
    freeTexts: (a) => (a.basisReason ? [a.basisReason] : []),
    run: {
      on: 'case',
      decide: (state, s, a) =>
        takeIn(state, s, {
          firstDay: a.firstDay,
          joins: a.joins === 'yes' || FAMILY_ROLES.has(state.case.report?.role ?? 'other'),
          basisReason: a.basisReason,
        }),
    },
  }),
];

/** A report of a professional whom the region knows. The family has a way of its own. */
async function report({ region, situation, actor, store }: Tools, a: Reported): Promise<Plan> {
  const isListed = Object.values(region.personIds).includes(actor.id);
  if (actor.address === 'family' && !isListed)
    return {
      decisions: [],
      reply: {
        key: 'refused.reportFamily',
        values: { path: region.file.public?.report ? `/report/${region.key}` : '' },
      },
      refused: true,
    };
  if (a.organisation !== null && !region.organisations.some((o) => o.key === a.organisation))
    return {
      decisions: [],
      reply: { key: 'refused.noSuchOrganisation', field: 'organisation' },
      refused: true,
    };
  const codes = await store.codesInUse(region.id);
  const people = await store.people([...new Set([actor.id, ...region.coordinatorPersonIds])], region.id);
  const words = a.words?.trim() ?? '';
  const decision = reportChild(
    { ...situation, actor: { personId: actor.id, participant: null } },
    {
      code: freshCode(codes, region.language, region.demonstration && storyDraw),
      reporter: people.find((p) => p.id === actor.id) ?? actor,
      ...{ role: a.role, organisationKey: a.organisation, since: a.since, ageBand: a.ageBand },
      ...{ involved: a.involved ?? [], people, words },
    },
  );
  if (!decision.ok) return { decisions: [], reply: decision.reply, refused: true };
  const { id: caseId } = decision.state.case;
  return {
    decisions: [{ before: emptyCase(decision.state), decision }],
    reply: decision.reply,
    ...(words ? { words: new Substance('report', caseId, words) } : {}),
  };
}
