import { accept, type Decision, refuse, type Situation } from '../../case/decision.ts';
import type { CaseState } from '../../case/state.ts';
import { inTheirs } from '../theirs.ts';
import { withParticipant } from '../tools.ts';

/** How often one of the family can be asked: as the region asks, twice a week, or on one day of the week. */
export const HOW_OFTEN = ['usual', 'twice', '1', '2', '3', '4', '5'] as const;
export type HowOften = (typeof HOW_OFTEN)[number];

/** Tuesday and Friday: with a weekend or two days between one question and the next. */
const TWICE = [2, 5];

/**
 * One of the family says how often they are asked how it goes with what is theirs (C46). Only their own question comes
 * less often; everybody else who is asked hears it on the day they would hear it anyway.
 */
export function askOn(state: CaseState, s: Situation, often: HowOften): Decision {
  return inTheirs(state, s, ['family'], () => {
    const me = s.actor?.participant;
    if (!me) return refuse('refused.notInCase', { code: state.case.code });
    const askedOn = often === 'usual' ? null : often === 'twice' ? TWICE : [Number(often)];
    return accept(
      withParticipant(state, me.id, { askedOn }),
      {
        key: 'done.askedOn',
        values: { often },
        offer: { form: 'person.days', args: {}, label: 'button.ownHours' },
      },
      { audit: [{ action: 'family.asked_on', objectId: me.id }] },
    );
  });
}

/** The answer that these days are. */
export function howOften(askedOn: readonly number[] | null): HowOften {
  if (askedOn === null) return 'usual';
  return askedOn.length > 1 ? 'twice' : (HOW_OFTEN.find((one) => one === String(askedOn[0])) ?? 'usual');
}
