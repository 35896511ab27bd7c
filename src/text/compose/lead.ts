import type { HandoverTerms, LeadWishTold, Message } from '../../domain/messages/index.ts';
import type { Action, Block, Document, Reader, RichText } from '../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  form,
  note,
  ownWords,
  sentence,
  sure,
  text,
  word,
} from '../words/tools.ts';

/** The lead: asked, found, missing, handed back. */

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

export function leadAsked(m: Of<'LeadAsked'>, reader: Reader): Document {
  const { handover, by, code } = m;
  const words = handover
    ? [
        text(
          sentence(reader, 'leadAsked.handover', {
            ...{ by, code, from: handover.from, ...days(handover, reader) },
            again: m.again ? 'yes' : 'no',
          }),
        ),
        ...keptLines(handover, reader),
        note(sentence(reader, 'leadAsked.handoverNext', { from: handover.from })),
      ]
    : [text(sentence(reader, 'leadAsked.text', { by, code })), note(sentence(reader, 'leadAsked.next'))];
  return document(reader, code, [...words, buttons(...leadAnswers(m.caseId, reader))]);
}

function days({ spokeOn, on }: HandoverTerms, reader: Reader): { spokeOn: string; on: string } {
  return { spokeOn: date(reader, spokeOn), on: date(reader, on) };
}

/** Lines that say which agreements stay with the former lead, and until when they can be asked. */
function keptLines(terms: HandoverTerms, reader: Reader): Block[] {
  const { from, keeps, until } = terms;
  if (keeps.length === 0 && until === null) return [];
  const numbers = keeps.length > 0 ? new Intl.ListFormat(reader.language).format(keeps.map(String)) : 'none';
  return [
    note(
      sentence(reader, 'handover.keeps', {
        ...{ from, n: keeps.length, numbers },
        until: until ? date(reader, until) : 'none',
      }),
    ),
  ];
}

/** Everybody reads that the lead is to go to somebody else, or that it is not after all. */
export function leadHandoverTold(m: Of<'LeadHandoverTold'>, reader: Reader): Document {
  const { from, to, code } = m;
  const isPlan = m.what === 'planned' || m.what === 'accepted';
  return document(
    reader,
    code,
    [
      text(sentence(reader, `handover.${m.what}`, { from, to, code, ...days(m, reader) })),
      ...(isPlan ? keptLines(m, reader) : []),
      ...(m.what === 'silent'
        ? [note(sentence(reader, 'handover.silentNext')), buttons(keepLead(m.caseId, reader))]
        : []),
    ],
    m.what === 'silent' ? undefined : 'push.room',
  );
}

function keepLead(caseId: string, reader: Reader): Action {
  return command(reader, 'button.keepLead', 'lead.keep', { caseId });
}

/** The way to hand over, or to stop what was agreed on. */
export function handoverAction(m: Of<'Overview'>, reader: Reader): Action {
  if (m.nextLead) return keepLead(m.caseId, reader);
  return handoverForm(m.caseId, reader);
}

export function handoverForm(caseId: string, reader: Reader): Action {
  return form(reader, 'button.handOverLead', 'lead.handOver', { caseId });
}

export function nextLeadLine(next: NonNullable<Of<'Overview'>['nextLead']>, reader: Reader): RichText {
  const { person, on, accepted } = next;
  return sentence(reader, 'handover.next', {
    ...{ to: person, on: date(reader, on) },
    accepted: accepted ? 'yes' : 'no',
  });
}

/** Yes or no. Of the family, yes is asked once more, in plain words. */
export function leadAnswers(caseId: string, reader: Reader): Action[] {
  const asked = reader.formal ? sure(reader, 'confirm.takeLead') : {};
  return [
    command(reader, 'button.takeLead', 'lead.accept', { caseId }, { style: 'primary', ...asked }),
    command(reader, 'button.declineLead', 'lead.decline', { caseId }),
  ];
}

/** A button for a coordinator, when the lead cannot be reached. */
export function replaceLead(caseId: string, reader: Reader): Action {
  return form(reader, 'button.replaceLead', 'lead.replace', { caseId });
}

/** A button for the lead. */
export function releaseLead(caseId: string, reader: Reader): Action {
  const more = { style: 'danger' as const, ...sure(reader, 'confirm.releaseLead') };
  return command(reader, 'button.releaseLead', 'lead.release', { caseId }, more);
}

export function leadMandate(m: Of<'LeadMandate'>, reader: Reader): Document {
  const deputy = m.deputy
    ? sentence(reader, 'leadMandate.deputy', { deputy: m.deputy })
    : sentence(reader, 'leadMandate.noDeputy');
  const blocks: Block[] = [
    ...(m.takenOver
      ? [
          text(
            sentence(reader, 'leadMandate.takenOver', { lead: m.lead, from: m.takenOver.from, code: m.code }),
          ),
        ]
      : []),
    text(sentence(reader, 'leadMandate.text', { lead: m.lead, code: m.code })),
    ...(m.takenOver ? keptLines(m.takenOver, reader) : []),
    ...(m.phone ? [text(sentence(reader, 'leadMandate.phone', { phone: m.phone }))] : []),
    note(deputy),
    ...(m.inIntake ? [] : [note(sentence(reader, 'expect.card')), buttons(expectAction(m.caseId, reader))]),
  ];
  return document(reader, m.code, blocks, 'push.room');
}

/** The way to what organisations and parents may expect of each other. */
export function expectAction(caseId: string, reader: Reader): Action {
  return form(reader, 'button.expect', 'library.expect', { caseId });
}

export function leadMissing(m: Of<'LeadMissing'>, reader: Reader): Document {
  return whoTakesIt(
    m,
    sentence(reader, 'leadMissing.text', { code: m.code, declined: m.declinedBy ?? 'none' }),
    reader,
  );
}

export function leadReleased(m: Of<'LeadReleased'>, reader: Reader): Document {
  const { taken, by, code } = m;
  if (!taken) return whoTakesIt(m, sentence(reader, 'leadReleased.text', { by, code }), reader);
  const asked = taken.asked ? 'yes' : 'no';
  const values = { by: taken.by, was: by, code, reason: ownWords(reader, taken.reason), asked };
  return whoTakesIt(m, sentence(reader, 'leadReleased.taken', values), reader);
}

function whoTakesIt(m: Of<'LeadMissing' | 'LeadReleased'>, words: RichText, reader: Reader): Document {
  const args = { caseId: m.caseId };
  return document(reader, m.code, [
    text(words),
    note(sentence(reader, 'leadMissing.next')),
    buttons(
      command(reader, 'button.takeLead', 'lead.accept', args, { style: 'primary' }),
      form(reader, 'button.suggestLead', 'lead.suggest', args),
    ),
  ]);
}

/** Gives the coordinators the button that asks somebody higher up. Nothing is asked without it. */
export function ladderOffer(m: Of<'LadderOffer'>, reader: Reader): Document {
  const title = m.title || word(reader, 'rung.unnamed');
  const args = { caseId: m.caseId };
  const values = { code: m.code, days: m.workingDays, contact: m.contact ?? 'none', title };
  return document(reader, m.code, [
    text(sentence(reader, 'ladderOffer.text', values)),
    buttons(
      {
        label: word(reader, 'button.askContact', { title }),
        does: { command: 'ladder.raiseCase' },
        args: { ...args, rung: m.rung },
        style: 'primary',
      },
      form(reader, 'button.suggestLead', 'lead.suggest', args),
    ),
    note(sentence(reader, 'ladderOffer.next')),
  ]);
}

/** One line for each of the family who said whom they would like to lead. */
export function wishLines(wishes: readonly LeadWishTold[], reader: Reader): RichText[] {
  return wishes.map(({ who, wish }) => sentence(reader, 'leadWish.line', { who, wish: wish ?? 'none' }));
}

/** The way for one of the family to say so. */
export function wishAction(caseId: string, reader: Reader): Action {
  return form(reader, 'button.leadWish', 'lead.wish', { caseId });
}
