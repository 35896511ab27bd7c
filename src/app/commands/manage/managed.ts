import { z } from 'zod';
import type { Reply } from '../../../domain/case/decision.ts';
import type { Person } from '../../../domain/case/state.ts';
import type { CommandName } from '../../../domain/command-names.ts';
import type { LetterWay } from '../../../domain/contact-details.ts';
import type { Edit, Edited } from '../../../domain/manage/edit.ts';
import type { Message } from '../../../domain/messages/index.ts';
import type { Region } from '../../../domain/region/region.ts';
import type { Language, PlainDate } from '../../../domain/vocabulary.ts';
import type { NewMessage } from '../../../ports/database/index.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { coordinatorsOf } from '../../coordinators.ts';
import { regionNews } from '../../outgoing/region-news.ts';
import { may, type Who } from '../../permissions/may.ts';

/** The facts that an entry decides on: the region as it stands, what was filled in, and today. */
export interface Editing<A> {
  readonly region: Region;
  readonly args: A;
  readonly today: PlainDate;
  readonly actorId: string;
  readonly actor: Pick<Person, 'id' | 'name'>;
  /** The language in which it was filled in. */
  readonly language: Language;
}

interface Managed<S extends z.ZodRawShape> {
  readonly name: CommandName;
  /** The action's name in the audit. */
  readonly action: string;
  readonly who: Command['who'];
  readonly shape: S;
  /** Returns what is shown to everybody and was typed freely. */
  readonly freeTexts?: (args: z.infer<z.ZodObject<S>>) => readonly string[];
  readonly edit: (editing: Editing<z.infer<z.ZodObject<S>>>) => Edit;
  /** Returns what the coordinators are told of it, where somebody else says it. */
  readonly tell?: (editing: Editing<z.infer<z.ZodObject<S>>>) => Message;
  /** It is read from a file. */
  readonly isFile?: boolean;
}

/** `region` where a request may come from a workspace of several; `version` what the person saw. */
const OURS = { region: z.string().max(40).optional(), version: z.coerce.number().int().optional() };

/**
 * A change of how a region is set up: decided by a pure edit, held against the rules of the region file, written as the
 * next version with a line in the region's audit. Who saw another version is told so first, and nothing is done.
 */
export function managed<S extends z.ZodRawShape>(change: Managed<S>): Command {
  return command({
    name: change.name,
    args: z.strictObject({ ...OURS, ...change.shape }),
    who: change.who,
    freeTexts: (args) => change.freeTexts?.(args as z.infer<z.ZodObject<S>>) ?? [],
    run: {
      on: 'region',
      plan: (tools, args) =>
        plan(tools, change, args as { region?: string; version?: number } & z.infer<z.ZodObject<S>>),
    },
  });
}

async function plan<S extends z.ZodRawShape>(
  tools: Tools,
  change: Managed<S>,
  args: { region?: string; version?: number } & z.infer<z.ZodObject<S>>,
): Promise<Plan> {
  const { region: key, version, ...own } = args;
  const region = await regionOf(tools, key, change.who);
  if (!region) return no({ key: 'refused.onlyCoordinator' });
  if (version !== undefined && version !== region.version)
    return no({ key: 'refused.manageChanged', field: 'version' });
  const given = own as unknown as typeof args;
  const actor = await knownHere(tools, region, change.tell !== undefined);
  const { situation, language } = tools;
  const editing = { region, args: given, today: situation.today, actorId: actor.id, actor, language };
  const edit = change.edit(editing);
  if (!edit.ok) return no(edit.reply);
  const wrong = problems(tools, edit);
  if (wrong) return no(wrong);
  return {
    decisions: [],
    reply: edit.reply,
    ...(change.tell ? { messages: await tellCoordinators(tools, region, change.tell(editing)) } : {}),
    change: {
      regionFile: {
        regionId: region.id,
        version: region.version,
        file: edit.file,
        audit: { actor: tools.actor.id, action: change.action, objectId: null },
        isFile: change.isFile ?? false,
        letters: lettersOf(tools.entryMeans),
      },
    },
  };
}

/** The person who does it; where others are told, as the region calls them. */
async function knownHere({ store, actor }: Tools, region: Region, isTold: boolean): Promise<Person> {
  return (isTold && (await store.people([actor.id], region.id))[0]) || actor;
}

/** The ways by which a letter can be sent. */
export function lettersOf(entryMeans: Tools['entryMeans']): LetterWay[] {
  return (['email', 'sms'] as const).filter((way) => entryMeans?.can[way]);
}

/** Tells the coordinators in their contact hours; each thing that is said is one message. */
async function tellCoordinators(
  { store, situation }: Tools,
  region: Region,
  message: Message,
): Promise<NewMessage[]> {
  const people = await store.people(region.coordinatorPersonIds, region.id);
  const key = `region:${region.id}:${region.version}:${message.type}`;
  const telling = { region, now: situation.now, newId: situation.newId, key };
  return regionNews(telling, message, coordinatorsOf(region, people), people);
}

/** The region that is named, where this person may do this; a name in a request gives no right. */
export async function regionOf(
  tools: Tools,
  key: string | undefined,
  who: readonly Who[],
): Promise<Region | null> {
  const region =
    key === undefined || key === tools.region.key ? tools.region : await tools.store.regionByKey(key);
  const asking = {
    personId: tools.actor.id,
    state: null,
    today: tools.situation.today,
    agreementId: null,
    escalationId: null,
  };
  return region && may(who, { ...asking, region }) ? region : null;
}

/** Ends it as a sentence: in a file it is read after a name, here alone. */
export function asSentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

function no(reply: Reply): Plan {
  return { decisions: [], reply, refused: true };
}

/** Every mistake at its field; what is about no field of the form stands above it. */
function problems(tools: Tools, edit: Edited): Reply | null {
  const [first, ...rest] = tools.files.check(edit.file, tools.language).map(({ path, message }): Reply => {
    const own = edit.at.every((step, i) => path[i] === step) ? path.slice(edit.at.length).join('.') : '';
    const field = edit.fields?.[own] ?? own;
    return {
      key: 'refused.manageField',
      values: { problem: asSentence(message) },
      field: field || 'version',
    };
  });
  return first ? { ...first, also: rest } : null;
}
