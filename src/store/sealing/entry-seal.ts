import { createHmac, randomInt } from 'node:crypto';
import { onlyDigits } from '../../domain/typed-text.ts';
import type { Sealing } from '../../ports/entry.ts';
import { createSeal, derived, type Seal } from './seal.ts';

/** The ways in which what lets people in is kept: sealed, or as a hash that only this installation can make. */
export interface EntrySeal extends Sealing {
  readonly seal: Seal;
  /** Hashes an address with the key of now and with each key of before: what was written earlier is still found. */
  lookups(address: string): string[];
  codeHash(about: string, code: string): string;
  /** Hashes a code with the key of now and with each key of before. */
  codeHashes(about: string, code: string): string[];
  newCode(): string;
}

/** A sealed text is bound to its place by these words. */
export const REACH = ['reach'] as const;

/** `secret` is the one outside the database, `old` those of before it. */
export function createEntrySeal(secret: string, old: readonly string[] = []): EntrySeal {
  const seal = createSeal(secret, old);
  const mac = (key: Buffer, ...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
  const lookupKeys = [secret, ...old].map((one) => derived(one, 'reach-lookup'));
  const codeKeys = [secret, ...old].map((one) => derived(one, 'entry-code'));
  const lookups = (address: string): string[] => lookupKeys.map((key) => mac(key, address));
  const lookup = (address: string | null): string | null =>
    address === null ? null : (lookups(address)[0] ?? null);
  const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
  // Six digits of a keyed hash: nobody without the key can tell them.
  const codeOf = (what: string): string => {
    const [key = derived(secret, 'entry-code')] = codeKeys;
    const bytes = createHmac('sha256', key)
      .update(JSON.stringify(['spoken', what]))
      .digest();
    return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  };
  const codeHashes = (about: string, code: string): string[] =>
    codeKeys.map((key) => mac(key, about, onlyDigits(code)));
  const codeHash = (about: string, code: string): string => codeHashes(about, code)[0] ?? '';
  return {
    seal,
    lookups,
    codeHash,
    codeHashes,
    newCode,
    reach: (personId, reach, notice) => ({
      personId,
      sealed: seal.seal(reach, REACH),
      emailLookup: lookup(reach.email),
      phoneLookup: lookup(reach.phone),
      notice,
      codeHash: null,
      codeExpiresAt: null,
    }),
    spokenCode: (personId, sameFor) => {
      const shown = sameFor === undefined ? newCode() : codeOf(sameFor);
      return { shown, hash: codeHash(personId, shown) };
    },
  };
}
