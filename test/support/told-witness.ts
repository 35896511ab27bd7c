import type { Message } from '../../src/domain/messages.ts';
import { partsOf } from '../../src/domain/told/parts.ts';
import { makeConsoleLink } from '../../src/main/sign-in-link.ts';
import type { Document, Reader, RichText } from '../../src/ports/document.ts';
import { compose } from '../../src/text/compose.ts';
import { type Caller, callerWith, cookieOf } from './web-caller.ts';
import type { WebTown } from './web-town.ts';

/** Where something stands on somebody's own page. */
export type Place = 'asks' | 'tells' | 'before';

/** Reads along: whatever comes for one person has to be on that person's page, with all its words and buttons. */
export interface Witness {
  /** Looks at what came since the last time. Throws when somebody was told what they cannot find or press. */
  look(): Promise<void>;
  /** What was found where so far; of a bundle each question by whom it asks. */
  readonly found: ReadonlyMap<string, ReadonlySet<Place>>;
}

interface Came {
  readonly id: string;
  readonly personId: string;
  readonly payload: Message;
}

/** What was told to one person and no letter, oldest first: to know what to look for on their page. */
const CAME = `SELECT m."id", c."personId", m."payload" FROM "message" m JOIN "conversation" c ON c."id" = m."conversationId"
  JOIN "workspace" w ON w."id" = c."workspaceId" WHERE c."personId" IS NOT NULL AND w."platform" = 'web'
  AND m."type" NOT IN ('SignInLink', 'SignInCode') AND m."confirmedAt" IS NOT NULL ORDER BY m."createdAt", m."seq"`;

export function witness(town: WebTown): Witness {
  const known = new Set<string>();
  const found = new Map<string, Set<Place>>();
  return {
    found,
    look: async () => {
      const { rows } = await town.database.database.pool.query<Came>(CAME);
      const news = rows.filter(({ id }) => !known.has(id));
      for (const [personId, theirs] of Map.groupBy(news, (one) => one.personId)) {
        const html = await ownPage(town, personId);
        for (const one of theirs) {
          known.add(one.id);
          const place = lookFor(html, one);
          for (const name of namesOf(one.payload)) found.set(name, (found.get(name) ?? new Set()).add(place));
        }
      }
    },
  };
}

/** A bundle asks several things, each of somebody in another quality. */
function namesOf(message: Message): string[] {
  if (message.type !== 'NudgeDigest')
    return [message.type === 'EscalationAlert' && message.copy ? 'EscalationAlert copy' : message.type];
  return partsOf(message).map((part) => {
    const m = part.message;
    if (m.type !== 'NudgeDigest' || m.items.length === 0) return 'NudgeDigest';
    return `NudgeDigest ${m.items[0]?.step === 'valid_until' ? 'validUntil' : m.items[0]?.as}`;
  });
}

async function ownPage(town: WebTown, personId: string): Promise<string> {
  const token = await makeConsoleLink(town.database.database.pool, personId, town.clock.now());
  const entered = await fetch(`${town.base}/in/${token}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: town.base },
  });
  const caller: Caller = await callerWith(town.base, cookieOf(entered.headers));
  return (await caller.get('/')).html;
}

function lookFor(html: string, { id, payload }: Came): Place {
  const section = /<section aria-labelledby="for-you"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const articles = section.split('<article ').filter((one) => one.includes(`id="told-${id}"`));
  if (articles.length === 0) throw new Error(`${payload.type} stands on no page: ${textOf(section)}`);
  const folded = section.indexOf('<details class="schakel-noprint">');
  const at = section.indexOf(`id="told-${id}"`);
  const isBefore = folded >= 0 && at > folded;
  const shown = textOf(articles.join(' '));
  const readers = (['nl', 'en'] as const).flatMap((language) =>
    [true, false].map((formal): Reader => ({ language, formal, titles: true, place: 'direct' })),
  );
  const missing = readers.map((reader) => missingOf(compose(payload, reader), payload, shown, isBefore));
  const least = missing.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (least.length > 0)
    throw new Error(`${payload.type} is told and not shown: ${JSON.stringify(least)} in ${shown}`);
  if (isBefore) return 'before';
  return articles.some((one) => one.includes('schakel-card--asked')) ? 'asks' : 'tells';
}

/** Words and buttons of a document that are not there. What is over keeps its words, and has nothing to press. */
function missingOf(document: Document, message: Message, shown: string, isBefore: boolean): string[] {
  return document.blocks.flatMap((block): string[] => {
    const words =
      block.kind === 'text' || block.kind === 'note'
        ? [plainOf(block.text)]
        : block.kind === 'facts'
          ? block.facts.flatMap((fact) => [fact.label.replace(/:$/, ''), plainOf(fact.value)])
          : block.kind === 'heading' && message.type !== 'NudgeDigest'
            ? [block.text]
            : block.kind === 'actions' && !isBefore
              ? block.actions.map((action) => action.label)
              : [];
    return words.filter((one) => !shown.includes(tidy(one)));
  });
}

function plainOf(text: RichText): string {
  return text
    .map((part) => (typeof part === 'string' ? part : 'bold' in part ? part.bold : part.person.name))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function textOf(html: string): string {
  return tidy(
    html
      .replace(/<(br|\/p|\/dt|\/dd|\/button|\/a|\/h\d|\/summary|\/li)[^>]*>/g, ' ')
      .replace(/<[^>]+>/g, '')
      .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? ''),
  );
}

/** Markup sets names and words apart with space that a sentence has not. */
function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
