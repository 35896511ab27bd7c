/** Working days unless said otherwise. Defaults: docs/domain.md#timers. */
export interface Timers {
  readonly remindBefore: number;
  readonly remindBeforeLong: { readonly days: number; readonly whenTermAtLeast: number };
  readonly overdueOwner: number;
  /** From then on whoever acts finds it in their bundle again every so many working days; 1 is each of them. */
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
  /** So many after that whoever leads is asked to call who is still silent. */
  readonly confirmCall: number;
  /** What is reported done: whoever can confirm it is asked again, then whoever leads hears it, each time after so many. */
  readonly doneAgain: number;
  readonly doneLead: number;
  /** Who may read along: the family is asked again, then whoever leads hears whose answer is missing, each time after so many. */
  readonly consentAgain: number;
  readonly consentLead: number;
  /** A contact who was asked again and does not answer is asked every so many. */
  readonly contactAgain: number;
  /** A contact who is away today and on the next so many is passed over. */
  readonly contactAway: number;
  /** What is still open past the call for help is told every so many. */
  readonly pastCall: number;
  /** What was sent and not looked at for so many: whoever leads is asked to call. */
  readonly unreadCall: number;
  /** So many the family has to say whether a case may be closed. */
  readonly closingAnswer: number;
}
