import type { Message, OwnChange } from '../../domain/messages/index.ts';
import type { Block, Document, Reader, RichText } from '../../ports/document.ts';
import { command, date, document, form, note, sentence, text, word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import { replaceLead } from './lead.ts';

/** Letters to who is in no workspace, and what the lead hears of them. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** A command in a letter's place of a button: whoever sends the letter makes the link, when it goes. */
export const LINK = 'in.link';
export const CODE = 'in.code';
/** No secret: it goes to the address that somebody had. */
export const FORMER = 'in.former';

/** The letter says that something waits, and nothing of what: an e-mail stays where it is, and others read along. */
export function signInLink(m: Of<'SignInLink'>, reader: Reader): Document {
  if (m.purpose === 'address') return addressLetter(m, reader);
  if (m.purpose === 'changed') return changedLetter(m, reader);
  if (m.purpose === 'together') return togetherLetter(reader);
  if (m.receipt) return receiptLetter(m, m.receipt, { ...reader, formal: true });
  if (m.purpose === 'recall') return recallLetter(m, { ...reader, formal: true });
  const purpose = m.purpose === 'invitation' && !m.from ? 'notice' : m.purpose;
  const args = { purpose: m.purpose, ...(m.about ? { about: m.about } : {}) };
  return letter(reader, `letterSubject.${purpose}` as TextKey, [
    text(sentence(reader, `letter.${purpose}` as TextKey, { region: m.from?.region ?? '' })),
    ...sender(m, reader),
    { kind: 'actions', actions: [command(reader, 'letter.open', LINK, args)] },
    note(sentence(reader, `letterNote.${m.purpose}` as TextKey)),
  ]);
}

/** The receipt of a report: who reads it, by which day, whom to call; and the way in. Nothing of what was reported. */
function receiptLetter(
  m: Of<'SignInLink'>,
  { readBefore, phone }: NonNullable<Of<'SignInLink'>['receipt']>,
  reader: Reader,
): Document {
  const values = { region: m.from?.region ?? '', date: date(reader, readBefore), phone: phone ?? 'none' };
  return letter(reader, 'letterSubject.report', [
    text(sentence(reader, 'letter.report', values)),
    { kind: 'actions', actions: [command(reader, 'letter.open', LINK, { purpose: m.purpose })] },
    note(sentence(reader, 'letterNote.report')),
  ]);
}

/** Says who writes, and whom to call: a link from nobody is what everybody is warned of. */
function sender({ from, purpose }: Of<'SignInLink'>, reader: Reader): Block[] {
  const isNamed = purpose === 'invitation';
  const call = from?.lead && {
    role: word(reader, `role.${from.lead.role}` as TextKey),
    phone: from.lead.phone,
  };
  return [
    ...(from && !isNamed ? [text(sentence(reader, 'letter.from', { region: from.region }))] : []),
    ...(call ? [text(sentence(reader, 'letter.call', call))] : []),
  ];
}

/** A letter to a stranger holds nothing of what it was about, and nothing to press. */
function recallLetter(m: Of<'SignInLink'>, reader: Reader): Document {
  return letter(reader, 'letterSubject.recall', [
    text(sentence(reader, 'letter.recall')),
    ...sender(m, reader),
  ]);
}

/** A letter to the address they had: the person who gets another one hears of it where only they read it. */
function addressLetter(m: Of<'SignInLink'>, reader: Reader): Document {
  const gone = m.isGone ? 'yes' : 'no';
  return letter(reader, m.isGone ? 'letter.addressGoneSubject' : 'letter.addressSubject', [
    text(sentence(reader, 'letter.address', { by: m.by ?? 'operator', gone })),
    text(sentence(reader, m.isGone ? 'letter.addressGoneNext' : 'letter.addressNext')),
    { kind: 'actions', actions: [command(reader, 'letter.open', LINK, { purpose: m.purpose })] },
    note(sentence(reader, 'letterNote.notice')),
  ]);
}

/** A letter to the address they had, or one beside it: who did not do this hears of it, and whom to call. */
function changedLetter({ change }: Of<'SignInLink'>, reader: Reader): Document {
  if (!change) throw new Error('a letter about another address names it');
  const { id, what, isAdded, helper } = change;
  return letter(reader, 'letterSubject.changed', [
    text(sentence(reader, 'letter.changed', { what, added: isAdded ? 'yes' : 'no' })),
    text(sentence(reader, 'letter.changedNext', { helper: helperWords(helper, reader) })),
    { kind: 'actions', actions: [command(reader, 'letter.open', FORMER, { change: id })] },
  ]);
}

/** A letter that says that how they come in changed, and not what: somebody else may read this address too. */
function togetherLetter(reader: Reader): Document {
  const words = { ...reader, formal: true };
  return letter(words, 'together.letterSubject', [
    text(sentence(words, 'together.letter')),
    note(sentence(words, 'together.letterNote')),
  ]);
}

function helperWords({ kind, role, region, phone }: OwnChange['helper'], reader: Reader): string {
  return word(reader, 'in.helper', {
    kind,
    role: role === null ? '' : word(reader, `role.${role}` as TextKey),
    region: region ?? '',
    phone: phone ?? 'none',
  });
}

function proofLetter({ link, proves }: Of<'SignInCode'>, reader: Reader): Document {
  return letter(reader, 'letter.codeSubject', [
    text(sentence(reader, 'letter.proof', { what: proves })),
    { kind: 'actions', actions: [command(reader, 'letter.codeSubject', CODE, { link, proves: 1 })] },
    note(sentence(reader, 'letter.proofNote')),
  ]);
}

export function signInCode(m: Of<'SignInCode'>, reader: Reader): Document {
  if (m.proves) return proofLetter(m, m.language ? { ...reader, language: m.language } : reader);
  return letter(reader, 'letter.codeSubject', [
    text(sentence(reader, 'letter.code')),
    { kind: 'actions', actions: [command(reader, 'letter.codeSubject', CODE, { link: m.link })] },
    note(sentence(reader, 'letter.codeNote')),
  ]);
}

function letter(reader: Reader, subject: TextKey, blocks: readonly Block[]): Document {
  return { language: reader.language, notification: word(reader, subject), blocks };
}

export function callAsked(m: Of<'CallAsked'>, reader: Reader): Document {
  const values = { person: m.person, code: m.code };
  const args = { caseId: m.caseId };
  return document(reader, m.code, [
    text(sentence(reader, `call.${m.why}` as TextKey, values)),
    note(sentence(reader, callNext(m.why), values)),
    {
      kind: 'actions',
      actions: [
        form(reader, 'button.byPhone', 'agreement.enterByPhone', args, { style: 'primary' }),
        form(reader, 'button.newLink', 'participant.newLink', args),
        form(reader, 'button.newAddress', 'participant.newAddress', args),
        ...(m.leads ? [replaceLead(m.caseId, reader)] : []),
      ],
    },
  ]);
}

function callNext(why: Of<'CallAsked'>['why']): TextKey {
  if (why === 'silent') return 'call.nextSilent';
  return why === 'email' || why === 'sms' ? 'call.nextAddress' : 'call.next';
}

/** Tells who may confirm it; the number or address itself stands nowhere. */
export function addressWaits(m: Of<'AddressWaits'>, reader: Reader): Document {
  const values = { person: m.person, by: m.by, code: m.code };
  const args = { caseId: m.caseId, participant: m.participantId };
  return document(reader, m.code, [
    text(sentence(reader, 'address.written', values)),
    note(sentence(reader, 'address.how', values)),
    {
      kind: 'actions',
      actions: [
        form(reader, 'button.confirmAddress', 'participant.confirmAddress', args, { style: 'primary' }),
      ],
    },
  ]);
}

export function addressRefused(m: Of<'AddressRefused'>, reader: Reader): Document {
  const values = { person: m.person, code: m.code };
  return document(reader, m.code, [
    text(sentence(reader, 'address.refused', values)),
    note(sentence(reader, 'address.refusedNext', values)),
  ]);
}

/** Answers what somebody who judges a data breach asks; what was written to whom stands nowhere. */
export function invitationAstray(m: Of<'InvitationAstray'>, reader: Reader): Document {
  const { code, by, letters, entered } = m;
  const role = word(reader, `role.${m.role}` as TextKey);
  const isOnDay = entered !== null && entered !== 'before';
  const asked = letters.some(({ what }) => what === 'code');
  const used = isOnDay ? 'in' : (entered ?? (asked ? 'code' : 'no'));
  const recalled = m.recalled ? 'yes' : m.isElsewhere ? 'elsewhere' : m.isOthersToo ? 'others' : 'no';
  const corrected = m.corrected ? 'yes' : 'no';
  return document(reader, code, [
    text(sentence(reader, 'astray.what', { code, by, role })),
    ...letters.map((one) => text(lettersSent(one, reader))),
    ...(letters.length > 0 ? [text(sentence(reader, 'astray.held'))] : []),
    text(sentence(reader, 'astray.used', { used, on: isOnDay ? date(reader, entered) : '' })),
    text(sentence(reader, 'astray.done', { recalled, corrected })),
    ...(m.corrected ? [text(sentence(reader, 'astray.corrected', { on: date(reader, m.corrected) }))] : []),
    text(sentence(reader, 'astray.next')),
  ]);
}

function lettersSent(
  { way, what, count: n, first, last }: Of<'InvitationAstray'>['letters'][number],
  reader: Reader,
): RichText {
  const days = first === last ? 'one' : 'more';
  const values = { way, what, n, days, first: date(reader, first), last: date(reader, last) };
  return sentence(reader, 'astray.sent', values);
}
