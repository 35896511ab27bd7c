import type { z } from 'zod';
import type { Reply } from '../../domain/case/decision.ts';
import type { Args, Outcome, Values } from '../inbound.ts';
import { notAllowed } from '../permissions/authorise.ts';
import { COMMANDS } from '../registry.ts';
import { refusal } from '../reply.ts';
import type { Deps, RequestContext } from '../request-context.ts';
import { runCommand } from '../run-command.ts';
import { askedFieldsOf, reopen } from './form-context.ts';
import { type AskedFields, type ReadValues, readValues } from './form-values.ts';
import { personalDataIn, soundsLikeDanger } from './personal-data.ts';

/** Reads of what was filled in only what the form asks; whoever may not send it is asked nothing about it either. */
export async function submitForm(
  deps: Deps,
  context: RequestContext,
  name: string,
  args: Args,
  values: Values,
): Promise<Outcome> {
  const command = COMMANDS.get(name);
  if (!command) return refusal({ key: 'refused.unknownButton' }, context.reader);
  const again = (reply: Reply, at = context) => reopen(deps, at, command.name, args, values, reply);
  const fields = askedFieldsOf(deps, context, command, args);
  const read = readValues(args, values, fields, {
    language: context.reader.language,
    today: context.situation.today,
    calendar: context.region.calendar,
  });
  if (read.strange.length > 0) {
    deps.log.warn({ command: name, fields: read.strange.length }, 'a form came with fields it does not have');
    return again({ key: 'refused.formChanged' });
  }
  const parsed = command.args.safeParse(read.args);
  const wrong = wrongIn(read.dateErrors, parsed.error?.issues ?? [], fields);
  if (wrong || !parsed.success) return again(wrong ?? { key: 'refused.missing' });
  const no = notAllowed(command, context, parsed.data);
  if (no) return refusal(no, context.reader);
  const found = read.sure ? [] : personalDataIn(command, parsed.data, context.situation.today);
  if (!read.sure && soundsLikeDanger(command, parsed.data))
    return again({ key: 'refused.danger', values: { kinds: found }, field: 'sure' });
  if (found.length > 0) {
    deps.log.info({ command: name, kinds: found }, 'personal data warned about');
    return again({ key: 'refused.personalData', values: { kinds: found }, field: 'sure' });
  }
  return runCommand(deps, context, command, parsed.data, {
    onRefusal: (reply, at) => (reply.field || reply.untouched ? again(reply, at) : null),
  });
}

type Issue = z.core.$ZodIssue;
type FieldReply = Reply & { readonly field: string };

/** All that is wrong, each at its field: whoever mends one thing is not told of the next only then. null: nothing is. */
function wrongIn(
  dates: ReadValues['dateErrors'],
  issues: readonly Issue[],
  { longest }: AskedFields,
): FieldReply | null {
  const days: FieldReply[] = Object.entries(dates).map(([field, why]) => ({
    key: `refused.date.${why}`,
    field,
  }));
  const others = issues.map((issue): FieldReply => {
    const long = tooLong(issue);
    const field = String((long ?? issue).path[0] ?? '');
    return long
      ? { key: 'refused.tooLong', values: { max: longest.get(field) ?? long.max }, field }
      : { key: 'refused.missing', field };
  });
  // Each field has its first mistake told: a day that was not understood is not said to be missing as well.
  const [first, ...also] = [...Map.groupBy([...days, ...others], ({ field }) => field).values()].flatMap(
    ([one]) => one ?? [],
  );
  return first ? { ...first, also } : null;
}

/** A text can be too long also where a field takes several shapes. */
function tooLong(issue: Issue): { readonly path: Issue['path']; readonly max: number } | null {
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { path: issue.path, max: Number(issue.maximum) };
  if (issue.code !== 'invalid_union') return null;
  const [inner] = issue.errors.flat().flatMap((one) => tooLong(one) ?? []);
  return inner ? { path: issue.path, max: inner.max } : null;
}
