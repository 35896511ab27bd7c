import { putEscalation, putRung, removeRung } from '../../../domain/manage/ladder.ts';
import { count, MANAGERS, maybe, tick, typedText } from './fields.ts';
import { managed } from './managed.ts';

/** A rung has at most this many people who are asked one after another, and as many deputies. */
const PLACES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export const ladderCommands = [
  managed({
    name: 'manage.rung',
    action: 'region.rung',
    who: MANAGERS,
    shape: {
      rung: count,
      title: typedText,
      contact1: maybe,
      contact2: maybe,
      contact3: maybe,
      contact4: maybe,
      contact5: maybe,
      contact6: maybe,
      contact7: maybe,
      contact8: maybe,
      deputy1: maybe,
      deputy2: maybe,
      deputy3: maybe,
      deputy4: maybe,
      deputy5: maybe,
      deputy6: maybe,
      deputy7: maybe,
      deputy8: maybe,
    },
    edit: ({ region, args }) =>
      putRung(region.file, {
        rung: args.rung,
        title: args.title,
        contacts: unique(PLACES.map((n) => args[`contact${n}`])),
        deputies: unique(PLACES.map((n) => args[`deputy${n}`])),
      }),
  }),
  managed({
    name: 'manage.rungRemove',
    action: 'region.rung_removed',
    who: MANAGERS,
    shape: { rung: count },
    edit: ({ region, args }) => removeRung(region.file, args.rung),
  }),
  managed({
    name: 'manage.escalation',
    action: 'region.escalation',
    who: MANAGERS,
    shape: { escalationContact: maybe, needsButton: tick },
    edit: ({ region, args }) => putEscalation(region.file, args.escalationContact, args.needsButton),
  }),
];

function unique(given: readonly (string | null)[]): string[] {
  return [...new Set(given.filter((x) => x !== null))];
}
