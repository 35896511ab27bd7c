import type { AgreementFacts, Message, RoomTask } from '../domain/messages.ts';
import type { Document, Reader } from '../ports/document.ts';
import { agreementCard, cardActions, doneActions } from './compose/agreement.ts';
import * as ofCase from './compose/case.ts';
import * as digest from './compose/digest.ts';
import * as help from './compose/help.ts';
import { formatDate } from './dates.ts';
import { say, type TextKey, type TextValues } from './translate.ts';
import { about, buttons, command, date, document, form, note, sentence, text, word } from './words.ts';

/** A meaning in words for one reader. Every message there is has its words here, in both languages. */
export function compose(m: Message, reader: Reader): Document {
  switch (m.type) {
    case 'Welcome':
      return ofCase.welcome(m, reader);
    case 'Overview':
      return ofCase.overviewCard(m, reader);
    case 'AgreementCard':
      return agreementCard(m.code, m.agreement, reader);
    case 'ConfirmRequest':
      return digest.confirmRequest(m, reader);
    case 'NudgeDigest':
      return digest.nudgeDigest(m, reader);
    case 'NudgeInChannel':
      return digest.nudgeInChannel(m, reader);
    case 'AbsenceStarts':
      return ofCase.absenceStarts(m, reader);
    case 'AbsenceUncovered':
      return ofCase.absenceUncovered(m, reader);
    case 'DeputySummary':
      return ofCase.deputySummary(m, reader);
    case 'LeadMandate':
      return ofCase.leadMandate(m, reader);
    case 'CaseStatusChanged':
      return ofCase.caseStatusChanged(m, reader);
    case 'EscalationAlert':
      return help.escalationAlert(m, reader);
    case 'EscalationAnswered':
      return help.escalationAnswered(m, reader);
    case 'AcknowledgementEnded':
      return help.acknowledgementEnded(m, reader);
    case 'ContactMissing':
      return help.contactMissing(m, reader);
    case 'LadderOffer':
      return help.ladderOffer(m, reader);
    default:
      return short(m, reader);
  }
}

type Short = Exclude<
  Message,
  {
    type:
      | 'Welcome'
      | 'Overview'
      | 'AgreementCard'
      | 'ConfirmRequest'
      | 'NudgeDigest'
      | 'NudgeInChannel'
      | 'AbsenceStarts'
      | 'AbsenceUncovered'
      | 'DeputySummary'
      | 'LeadMandate'
      | 'CaseStatusChanged'
      | 'EscalationAlert'
      | 'EscalationAnswered'
      | 'AcknowledgementEnded'
      | 'ContactMissing'
      | 'LadderOffer';
  }
>;

/** Messages of one sentence, with at most a note and a row of buttons. */
function short(m: Short, reader: Reader): Document {
  switch (m.type) {
    case 'DoneReported':
      return document(
        reader,
        m.code,
        [
          onAgreement(reader, 'doneReported.text', m.agreement, { by: m.by }),
          note(sentence(reader, 'doneReported.note', { by: m.by.name })),
          buttons(...doneActions(m.agreement, reader)),
        ],
        'push.room',
      );
    case 'NotYetDone':
      return one(reader, m, 'notYet.text', { by: m.by });
    case 'PickedUp':
      return one(reader, m, 'pickedUp.text', { by: m.by });
    case 'AgreementRevised':
      return document(
        reader,
        m.code,
        [
          onAgreement(reader, 'revised.text', m.agreement, {}),
          buttons(...cardActions(m.agreement, reader).slice(0, 2)),
        ],
        'push.room',
      );
    case 'AgreementEnded':
      return one(reader, m, 'ended.text', { by: m.by, reason: m.agreement.endedReason ?? '' }, 'push.room');
    case 'AgreementPaused':
      return one(
        reader,
        m,
        'paused.text',
        {
          by: m.by,
          date: date(reader, m.agreement.paused?.until ?? m.agreement.due),
          reason: m.agreement.paused?.reason ?? '',
        },
        'push.room',
      );
    case 'AgreementResumed':
      return one(reader, m, 'resumed.text', { date: date(reader, m.agreement.due) }, 'push.room');
    case 'DateFollows':
      return one(
        reader,
        m,
        'dateFollows.text',
        { after: m.after.number, date: date(reader, m.agreement.due) },
        'push.room',
      );
    case 'DateProposed':
      return dateProposed(m, reader);
    case 'DateDecided':
      return one(
        reader,
        m,
        m.accepted ? 'dateDecided.yes' : 'dateDecided.no',
        {
          by: m.by,
          date: date(reader, m.date),
          first: date(reader, m.agreement.firstDue),
          due: date(reader, m.agreement.due),
        },
        m.accepted ? 'push.room' : 'push.generic',
      );
    case 'DisputeReported':
      return document(reader, m.code, [
        onAgreement(reader, 'dispute.text', m.agreement, { who: m.who }),
        ...(reader.titles ? [text(sentence(reader, 'dispute.words', { words: m.words }))] : []),
        note(sentence(reader, 'dispute.next', { who: m.who.name })),
        buttons(form(reader, 'button.revise', 'agreement.revise', { agreementId: m.agreement.id })),
      ]);
    case 'BlockerReported':
      return blockerReported(m, reader);
    case 'BlockerResolved':
      return one(reader, m, 'blockerResolved.text', { by: m.by, answer: m.answer }, 'push.room');
    case 'DeputyChecks':
      return document(reader, m.code, [
        onAgreement(reader, 'deputyChecks.text', m.agreement, { deputy: m.deputy }),
        note(sentence(reader, 'deputyChecks.next')),
        buttons(
          command(reader, 'button.done', 'agreement.reportDone', { agreementId: m.agreement.id }),
          form(reader, 'button.newDate', 'agreement.proposeDate', { agreementId: m.agreement.id }),
          form(reader, 'button.stuck', 'agreement.stuck', { agreementId: m.agreement.id }),
        ),
      ]);
    case 'EscalationRaised':
      return helped(m.code, m.agreement, reader, 'raised.text', { contact: m.contact });
    case 'EscalationAcknowledged':
      return helped(m.code, m.agreement, reader, 'acknowledged.text', {
        by: m.by,
        date: date(reader, m.until),
      });
    case 'ContactFilled':
      return document(reader, m.code, [
        onAgreement(reader, 'contactFilled.text', m.agreement, {
          contact: m.contact,
          title: m.title || word(reader, 'rung.unnamed'),
        }),
        note(sentence(reader, 'next.goesOn')),
        buttons(
          form(reader, 'button.help', 'ladder.raise', { agreementId: m.agreement.id }, { style: 'primary' }),
        ),
      ]);
    case 'GoodNews':
      return m.agreement
        ? document(
            reader,
            m.code,
            [text(about(reader, 'goodNews.agreement', m.agreement, { code: m.code }))],
            'push.room',
          )
        : document(
            reader,
            m.code,
            [text(sentence(reader, 'goodNews.strength', { code: m.code, strength: stop(m.strength ?? '') }))],
            'push.room',
          );
    default:
      return plain(m, reader);
  }
}

type Plain = Extract<
  Message,
  {
    type:
      | 'LeadAsked'
      | 'LeadMissing'
      | 'LeadReleased'
      | 'Silence'
      | 'ClockNotice'
      | 'ParticipantJoined'
      | 'ParticipantLeft'
      | 'InviteFailed'
      | 'RoomTrouble'
      | 'DeliveryFailed'
      | 'ConnectionLost';
  }
>;

function plain(m: Plain, reader: Reader): Document {
  switch (m.type) {
    case 'LeadAsked':
      return document(reader, m.code, [
        text(sentence(reader, 'leadAsked.text', { by: m.by, code: m.code })),
        note(sentence(reader, 'leadAsked.next')),
        buttons(
          command(reader, 'button.takeLead', 'lead.accept', { caseId: m.caseId }, { style: 'primary' }),
          command(reader, 'button.declineLead', 'lead.decline', { caseId: m.caseId }),
        ),
      ]);
    case 'LeadMissing':
    case 'LeadReleased': {
      const words =
        m.type === 'LeadMissing'
          ? sentence(reader, 'leadMissing.text', { code: m.code })
          : sentence(reader, 'leadReleased.text', { by: m.by, code: m.code });
      return document(reader, m.code, [
        text(words),
        note(sentence(reader, 'leadMissing.next')),
        buttons(
          command(reader, 'button.takeLead', 'lead.accept', { caseId: m.caseId }, { style: 'primary' }),
          form(reader, 'button.suggestLead', 'lead.suggest', { caseId: m.caseId }),
        ),
      ]);
    }
    case 'Silence':
      return document(reader, m.code, [
        text(
          sentence(reader, 'silence.text', {
            code: m.code,
            days: m.workingDays,
            date: date(reader, m.lastEventOn),
          }),
        ),
        note(sentence(reader, 'silence.next')),
        buttons(
          form(reader, 'button.newAgreement', 'agreement.create', { caseId: m.caseId }),
          form(reader, 'button.hold', 'case.hold', { caseId: m.caseId }),
        ),
      ]);
    case 'ClockNotice':
      return document(
        reader,
        m.code,
        [
          text(
            sentence(reader, `clock.${m.when}` as TextKey, {
              date: date(reader, m.threeMonthDate),
              days: m.daysAtHome,
            }),
          ),
          note(sentence(reader, 'clock.next')),
          buttons(form(reader, 'button.newAgreement', 'agreement.create', { caseId: m.caseId })),
        ],
        'push.room',
      );
    case 'ParticipantJoined':
      return document(
        reader,
        m.code,
        [
          text(
            sentence(reader, 'joined.text', {
              person: m.person,
              role: word(reader, `role.${m.role}` as TextKey),
            }),
          ),
        ],
        'push.room',
      );
    case 'ParticipantLeft':
      return document(
        reader,
        m.code,
        [text(sentence(reader, `left.${m.why}` as TextKey, { person: m.person.name }))],
        'push.room',
      );
    case 'InviteFailed':
      return document(reader, m.code, [
        text(sentence(reader, 'inviteFailed.text', { person: m.person, code: m.code, reason: m.reason })),
      ]);
    case 'RoomTrouble':
      return document(reader, m.code, [
        text(sentence(reader, `room.${m.what}` as TextKey, { code: m.code })),
      ]);
    case 'DeliveryFailed':
      return document(reader, m.code ?? 'Schakel', [
        text(
          sentence(reader, 'deliveryFailed.text', {
            code: m.code ?? 'none',
            person: m.person ?? 'none',
            reason: m.reason,
          }),
        ),
      ]);
    case 'ConnectionLost':
      return document(reader, 'Schakel', [
        text(sentence(reader, 'connectionLost.text', { workspace: m.workspace, why: m.why })),
      ]);
  }
}

/** Somebody's own words inside a sentence: one full stop is enough. */
function stop(words: string): string {
  return words.trim().replace(/[.]+$/, '');
}

function onAgreement(
  reader: Reader,
  key: TextKey,
  a: AgreementFacts,
  values: TextValues,
): ReturnType<typeof text> {
  return text(about(reader, key, a, values));
}

function one(
  reader: Reader,
  m: { code: string; agreement: AgreementFacts },
  key: TextKey,
  values: TextValues,
  push: TextKey = 'push.generic',
): Document {
  return document(reader, m.code, [onAgreement(reader, key, m.agreement, values)], push);
}

function helped(
  code: string,
  a: AgreementFacts | null,
  reader: Reader,
  key: TextKey,
  values: TextValues,
): Document {
  return document(
    reader,
    code,
    [...(a ? [text(about(reader, 'answered.about', a))] : []), text(sentence(reader, key, values))],
    'push.room',
  );
}

function dateProposed(m: Extract<Message, { type: 'DateProposed' }>, reader: Reader): Document {
  const args = { agreementId: m.agreement.id, date: m.date };
  const due = date(reader, m.agreement.due);
  return document(reader, m.code, [
    onAgreement(reader, 'dateProposed.text', m.agreement, { by: m.by, date: date(reader, m.date), due }),
    note(sentence(reader, 'dateProposed.note', { due })),
    buttons(
      command(reader, 'button.acceptDate', 'agreement.acceptDate', args, { style: 'primary' }),
      command(reader, 'button.declineDate', 'agreement.declineDate', args),
    ),
  ]);
}

function blockerReported(m: Extract<Message, { type: 'BlockerReported' }>, reader: Reader): Document {
  const category = word(reader, `blocker.${m.category}` as TextKey);
  const args = { agreementId: m.agreement.id };
  const list = m.waiting
    .map((w) => word(reader, 'agreement.heading', { number: w.number }).toLowerCase())
    .join(', ');
  return document(reader, m.code, [
    onAgreement(reader, 'blockerReported.text', m.agreement, {
      by: m.by,
      category,
      maker: m.decisionMaker ?? word(reader, 'value.unknownWho'),
    }),
    ...(m.waiting.length > 0 ? [text(sentence(reader, 'blockerReported.waiting', { list }))] : []),
    note(sentence(reader, 'blockerReported.next')),
    buttons(
      form(reader, 'button.help', 'ladder.raise', args, { style: 'primary' }),
      form(reader, 'button.solved', 'blocker.resolve', args),
      form(reader, 'button.pause', 'agreement.pause', args),
    ),
  ]);
}

/** Of the 250 characters of a topic, what the code, the words and the date leave for a name. */
const LEAD_IN_TOPIC = 120;

function cut(name: string, max: number): string {
  const characters = [...name];
  return characters.length <= max ? name : `${characters.slice(0, max - 1).join('')}…`;
}

/** The line under a channel's name: the code, who leads, the three-month date. */
export function roomTopic(
  task: Extract<RoomTask, { type: 'SetTopic' }>,
  language: Reader['language'],
): string {
  const lead = cut(task.lead?.name ?? say(language, 'value.nobody'), LEAD_IN_TOPIC);
  return say(language, 'topic.text', {
    code: task.code,
    lead,
    date: formatDate(task.threeMonthDate, language),
  });
}
