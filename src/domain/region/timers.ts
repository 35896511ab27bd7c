/** Working days unless said otherwise. Defaults: docs/domain.md#timers. */
export interface Timers {
  readonly remindBefore: number;
  readonly remindBeforeLong: { readonly days: number; readonly whenTermAtLeast: number };
  readonly overdueOwner: number;
  /** Every so many working days from then on, whoever acts finds it in their bundle again; 1 is each of them. */
  readonly remindEvery: number;
  readonly overdueDeputy: number;
  readonly overdueLead: number;
  readonly escalationNotice: number;
  readonly escalation: number;
  readonly leadMissingAlert: number;
  readonly leadMissingLadder: number;
  readonly silence: number;
  readonly validUntilReminderWeeks: number;
  readonly acknowledgementExpires: number;
  /** After this many working days a confirmation is asked once more. */
  readonly confirmAgain: number;
  /** The days after that until whoever leads is asked to call people who are still silent. */
  readonly confirmCall: number;
  /** Each after so many: people who can confirm what is reported done are asked again, then the lead hears it. */
  readonly doneAgain: number;
  readonly doneLead: number;
  /** Each after so many: the family is asked again who may read along, then the lead hears who has not answered. */
  readonly consentAgain: number;
  readonly consentLead: number;
  /** A contact who was asked again and does not answer is asked every so many. */
  readonly contactAgain: number;
  /** A contact who is away today and on the next so many is passed over. */
  readonly contactAway: number;
  /** An agreement that is still open past the call for help is told every so many. */
  readonly pastCall: number;
  /** The days after which whoever leads is asked to call, as what was sent was not looked at. */
  readonly unreadCall: number;
  /** The family has so many to say whether a case may be closed. */
  readonly closingAnswer: number;
  /** A case in whose intake nobody did anything for so many is asked about. */
  readonly intakeOpen: number;
  /** A report is read within so many, as whoever reports is promised. */
  readonly reportRead: number;
  /** An answer comes within so many to one of the family who asks for another lead or person, or objects to a step. */
  readonly appealAnswer: number;
}
