import { isDue } from '../manage/contacts-to-check.ts';
import type { Message } from '../messages/index.ts';
import type { ReaderFacts } from './reader-facts.ts';

type Asking = Extract<Message, { type: 'ContactsToCheck' | 'ContactCheck' }>;
type Point = Asking['points'][number];

/** Returns those contact points of a message of which it still has to be said whether they are right. */
export function pointsToCheck(m: Asking, readerFacts: ReaderFacts): readonly Point[] {
  return m.points.filter((p) =>
    m.type === 'ContactCheck' ? isToAnswer(p, readerFacts) : isToAsk(p, readerFacts),
  );
}

/** The same message about some of its points. */
export function withPoints(m: Asking, points: readonly Point[]): Asking {
  return { ...m, points } as Asking;
}

/** The contact point as the region has it now. */
export function pointOf({ region }: Pick<ReaderFacts, 'region'>, { organisation, role }: NamedPoint) {
  return region.file.organisations
    .find(({ key }) => key === organisation.key)
    ?.contactPoints.find((point) => point.role === role);
}

type NamedPoint = Pick<Point, 'organisation' | 'role'>;

/** True when a coordinator still has to ask about it, or to change it. */
function isToAsk(named: NamedPoint, readerFacts: ReaderFacts): boolean {
  const point = pointOf(readerFacts, named);
  return point !== undefined && isDue(point, readerFacts.today);
}

/** True when the person behind it has yet to answer: not once they said that it changes, nor once it is another's. */
function isToAnswer(named: NamedPoint, readerFacts: ReaderFacts): boolean {
  const point = pointOf(readerFacts, named);
  const isTheirs = point !== undefined && readerFacts.region.personIds[point.person] === readerFacts.personId;
  return isTheirs && point.changes === undefined && isToAsk(named, readerFacts);
}
