import type { CaseState } from '../domain/case/state.ts';
import { Substance } from '../domain/substance/substance.ts';
import type { Change } from '../ports/database/index.ts';
import type { Command, Plan } from './command.ts';
import { mayName } from './forms/form-context.ts';
import { type FoundMember, personOfMember } from './members.ts';
import type { Deps, RequestContext } from './request-context.ts';
import { farDate } from './typed-date/far-dates.ts';

/** Turns a command into decisions on cases with the words for who gave it, or into a refusal. Writes nothing. */
export async function planOf(
  deps: Deps,
  context: RequestContext,
  command: Command,
  data: unknown,
): Promise<Plan> {
  const rule = command.run;
  const far = farDate(command, data, context.situation.today);
  if (far) return { decisions: [], reply: far, refused: true };
  if (rule.on === 'region') {
    return rule.plan(
      {
        store: deps.store,
        situation: context.situation,
        region: context.region,
        state: context.state,
        actor: context.actor,
        workspaceId: context.workspaceId,
        language: context.reader.language,
        files: deps.files,
        entryMeans: deps.entryMeans ?? null,
      },
      data,
    );
  }
  if (rule.on === 'query' || rule.on === 'form') throw new Error('a question is not planned');
  const before = context.state;
  if (!before) return { decisions: [], reply: { key: 'refused.outsideCase' }, refused: true };
  if (rule.on === 'case') {
    const decision = rule.decide(before, context.situation, data);
    const plan = onCase(before, decision, rule.change?.(before, data));
    const isKept = decision.ok && decision.wordsAs !== null;
    const brought = isKept ? rule.words?.(data, before) : null;
    return brought && !plan.refused
      ? { ...plan, words: new Substance(brought.kind, before.case.id, brought.words) }
      : plan;
  }
  const who = rule.person(data);
  const member =
    'id' in who ? personOfCase(context, before, who.id) : await memberOf(deps, context, who.member);
  if (!member.ok) return { decisions: [], reply: member.reply, refused: true };
  const more = rule.change?.(before, context.situation, data, member.person) ?? {};
  return onCase(before, rule.decide(before, context.situation, data, member.person), {
    ...member.change,
    ...more,
  });
}

/** Somebody of the platform's own list. The web has none: there an account is the id of a person, of whatever case. */
function memberOf(deps: Deps, context: RequestContext, member: string): Promise<FoundMember> | FoundMember {
  return deps.directories[context.inbound.platform]
    ? personOfMember(deps, context, member)
    : { ok: false, reply: { key: 'refused.memberUnknown', field: 'person' } };
}

/** Somebody the case or its region names already, in whatever workspace they are. */
function personOfCase(context: RequestContext, state: CaseState, id: string): FoundMember {
  const person = mayName(context, id) ? state.people.find((p) => p.id === id) : undefined;
  return person
    ? { ok: true, person, change: {} }
    : { ok: false, reply: { key: 'refused.memberUnknown', field: 'person' } };
}

function onCase(
  before: CaseState,
  decision: Plan['decisions'][number]['decision'],
  change?: Partial<Change>,
): Plan {
  if (!decision.ok) return { decisions: [], reply: decision.reply, refused: true };
  return {
    decisions: [{ before, decision }],
    reply: decision.reply,
    ...(change && Object.keys(change).length > 0 ? { change } : {}),
  };
}
