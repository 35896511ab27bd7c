import { isDue } from '../manage/contacts-to-check.ts';
import type { Message } from '../messages/index.ts';
import type { Looking } from './looking.ts';

type Asking = Extract<Message, { type: 'ContactsToCheck' | 'ContactCheck' }>;
type Point = Asking['points'][number];

/** Returns those contact points of a message of which it still has to be said whether they are right. */
export function pointsToCheck(m: Asking, looking: Looking): readonly Point[] {
  return m.points.filter((p) => (m.type === 'ContactCheck' ? isToAnswer(p, looking) : isToAsk(p, looking)));
}

/** The same message about some of its points. */
export function withPoints(m: Asking, points: readonly Point[]): Asking {
  return { ...m, points } as Asking;
}

/** The contact point as the region has it now. */
export function pointOf({ region }: Pick<Looking, 'region'>, { organisation, role }: NamedPoint) {
  return region.file.organisations
    .find(({ key }) => key === organisation.key)
    ?.contactPoints.find((point) => point.role === role);
}

type NamedPoint = Pick<Point, 'organisation' | 'role'>;

/** True when a coordinator still has to ask about it, or to change it. */
function isToAsk(named: NamedPoint, looking: Looking): boolean {
  const point = pointOf(looking, named);
  return point !== undefined && isDue(point, looking.today);
}

/** True when the person behind it has yet to answer: not once they said that it changes, nor once it is another's. */
function isToAnswer(named: NamedPoint, looking: Looking): boolean {
  const point = pointOf(looking, named);
  const isTheirs = point !== undefined && looking.region.personIds[point.person] === looking.personId;
  return isTheirs && point.changes === undefined && isToAsk(named, looking);
}
