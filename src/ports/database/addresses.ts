import type { Uuid } from '../../domain/vocabulary.ts';
import type { AddressInCase, SealedReach, Waiting, Written } from '../entry.ts';

/** Where people without a workspace are reached. */
export interface Addresses {
  /** Addresses in a region that wait for the word of whom they were written down for. */
  newAddressesIn(regionId: Uuid): Promise<Waiting[]>;
}

/** A decision may write these rows about where people are reached. */
export interface AddressRows {
  /** How people are reached who have no workspace, sealed. */
  readonly reaches?: readonly SealedReach[];
  /** A code that is read out to somebody; it takes the place of the one before. */
  readonly spokenCodes?: readonly Pick<SealedReach, 'personId' | 'codeHash' | 'codeExpiresAt'>[];
  /** People whose invitation a stranger got: its address finds nobody any more, and whoever came in with it is out. */
  readonly astray?: readonly Uuid[];
  /** How people will be reached who came into a case by a link, when what is written down now holds. */
  readonly newAddresses?: readonly AddressInCase[];
  /** A waiting address of this person holds, in the same transaction; when it waits no more, it is a conflict. */
  readonly addressTaken?: Written;
}
