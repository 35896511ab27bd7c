import type { LetterWay } from '../../contact-details.ts';
import type { Language, PlainDate, Role, Uuid } from '../../vocabulary.ts';

/** A letter by e-mail or SMS: that something waits on the web, and a way in. Whoever sends it makes the link. */
export interface SignInLink {
  readonly type: 'SignInLink';
  /**
   * `recall`: an invitation was not for them. `changed`: they have another address. `together`: their page was put
   * together with another one of theirs. These have no link.
   */
  readonly purpose:
    | 'invitation'
    | 'notice'
    | 'signIn'
    | 'address'
    | 'recall'
    | 'changed'
    | 'together'
    | 'report';
  /** The receipt of a report: by which day it is read, and whom to call. */
  readonly receipt?: { readonly readBefore: PlainDate; readonly phone: string | null };
  /** The change that a letter of the purpose `changed` tells the old address. */
  readonly change?: OwnChange;
  /** The writer of another address for them, or of none any more. */
  readonly by?: AddressWriter;
  /** True when what they had was taken away and nothing was written down instead. */
  readonly isGone?: boolean;
  readonly from?: LetterFrom;
  /** The message that it is about, to which its link leads. */
  readonly about?: Uuid;
}

/** The sender, so that a stranger can tell a letter from a trick: the region, and whom to call. */
export interface LetterFrom {
  readonly region: string;
  /** The lead of the case it is about, when they gave a number. */
  readonly lead: { readonly role: Role; readonly phone: string } | null;
}

/** Somebody changed how they are reached themselves. */
export interface OwnChange {
  /** The id by which the old address is found. */
  readonly id: Uuid;
  readonly what: LetterWay;
  /** There was none of this kind before. */
  readonly isAdded: boolean;
  /** The person to call when it was not them. */
  readonly helper: {
    readonly kind: 'lead' | 'coordinator' | 'operator';
    readonly role: Role | null;
    readonly region: string | null;
    readonly phone: string | null;
  };
}

/** The role in which somebody wrote another address down: in the region, in the case, as operator, or for oneself. */
export type AddressWriter = 'coordinator' | 'lead' | 'administrator' | 'operator' | 'self';

/** The second step, another way than the link. Whoever sends it makes the code; `link` is what is kept of the link. */
export interface SignInCode {
  readonly type: 'SignInCode';
  readonly link: string;
  /** Sent to an address or number of this kind that they gave themselves, to show that it is theirs; `link` names that. */
  readonly proves?: LetterWay;
  /** The language in which it was asked for, of somebody whom nobody knows yet. */
  readonly language?: Language;
}
