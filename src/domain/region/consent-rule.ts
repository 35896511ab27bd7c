import type { ConsentRule } from '../vocabulary.ts';

/** The part of a region that says what a party sees before the family answered. */
interface Rule {
  readonly consent?: ConsentRule | undefined;
  readonly consentReason?: string | undefined;
}

/** The rule that holds. A region from before there was one says nothing, and goes on as it did. */
export function consentRuleOf({ consent }: Rule): ConsentRule {
  return consent ?? 'unless-refused';
}

/** A file that says nothing keeps what the region had; of a new region consent comes first. */
export function withConsentRule<F extends Rule>(file: F, before: Rule | null): F {
  if (file.consent !== undefined) return file;
  if (before === null) return { ...file, consent: 'before-sharing' };
  const { consent, consentReason } = before;
  return {
    ...file,
    ...(consent === undefined ? {} : { consent }),
    ...(consentReason === undefined ? {} : { consentReason }),
  };
}

/** A region that lets organisations read along before anybody answered says why; one that did so before need not do it now. */
export function lacksReason(file: Rule, before: Rule | null): boolean {
  if (consentRuleOf(file) !== 'unless-refused' || file.consentReason !== undefined) return false;
  return before === null || consentRuleOf(before) !== 'unless-refused';
}
