import type {
  AcknowledgementEnded,
  ContactMissing,
  EscalationAlert,
  EscalationAnswered,
  Message,
} from '../../domain/messages/index.ts';
import type { Block, Document, Reader, RichText } from '../../ports/document.ts';
import {
  about,
  buttons,
  command,
  date,
  document,
  elsewhere,
  form,
  note,
  ownWords,
  sentence,
  shortDate,
  text,
  word,
} from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** Asks a named contact: facts, what was done, what blocks, one question. No names of children, no diagnosis. */
export function escalationAlert(m: EscalationAlert, reader: Reader): Document {
  const formal = { ...reader, formal: true };
  const heading = m.copy ? 'alert.copyHeading' : 'alert.heading';
  return document(formal, m.code, [
    { kind: 'heading', text: word(formal, heading, { code: m.code, contact: m.contact.name }) },
    // Most contacts take no part in the case: this is their welcome, and stands before what is asked.
    ...(m.copy
      ? []
      : [
          text(sentence(formal, 'arrive.called')),
          text(sentence(formal, 'arrive.calledKept', { code: m.code })),
        ]),
    text(
      m.agreement
        ? about(formal, 'alert.agreement', m.agreement, {
            date: date(formal, m.agreement.due),
            n: m.workingDaysOpen,
          })
        : sentence(formal, 'alert.noLead'),
    ),
    { kind: 'facts', facts: alertFacts(m, formal) },
    ...(m.daysAtHome === null ? [] : [text(sentence(formal, 'alert.days', { days: m.daysAtHome }))]),
    ...leadLine(m, formal),
    ...(m.agreement ? elsewhere(formal) : []),
    ...(m.objection ? [text(sentence(formal, 'appeal.alert'))] : []),
    note(sentence(formal, 'alert.decides')),
    ...(m.copy ? [] : [note(sentence(formal, 'alert.next')), alertButtons(m, formal)]),
  ]);
}

function leadLine(m: EscalationAlert, reader: Reader): Block[] {
  return m.lead ? [text(sentence(reader, 'alert.lead', { lead: m.lead, phone: m.leadPhone ?? 'none' }))] : [];
}

function alertFacts(m: EscalationAlert, reader: Reader): { label: string; value: RichText }[] {
  const label = (key: string): string => `${word(reader, `label.${key}` as TextKey)}:`;
  const facts: { label: string; value: RichText }[] = [];
  if (m.steps.length > 0) {
    const steps = m.steps.map((s) =>
      word(reader, 'alert.step', {
        step: word(reader, `step.${s.step}` as TextKey),
        date: shortDate(reader, s.on),
        who: s.who?.name ?? 'none',
      }),
    );
    facts.push({ label: label('steps'), value: [steps.join('; ')] });
  }
  if (m.blocker) {
    const category = word(reader, `blocker.${m.blocker.category}` as TextKey);
    facts.push({
      label: label('blocks'),
      value: sentence(reader, 'alert.blocker', {
        category,
        maker: m.blocker.decisionMaker ?? word(reader, 'value.unknownWho'),
      }),
    });
  }
  const fallback = word(reader, m.agreement ? 'alert.defaultAsk' : 'alert.defaultAskLead');
  const asked = m.copy ? `${word(reader, 'label.askCopy', { contact: m.contact.name })}:` : label('ask');
  return [
    ...facts,
    { label: asked, value: [{ bold: m.question ? ownWords(reader, m.question) : fallback }] },
  ];
}

function alertButtons(m: EscalationAlert, reader: Reader): Block {
  const args = { escalationId: m.escalationId };
  return buttons(
    command(reader, 'button.onIt', 'escalation.acknowledge', args, { style: 'primary' }),
    form(reader, 'button.answer', 'escalation.answer', args),
    command(reader, 'button.method', 'workingMethod.show', {}),
  );
}

export function contactMissing(m: ContactMissing, reader: Reader): Document {
  const title = m.title || word(reader, 'rung.unnamed');
  return document(reader, m.code, [
    text(
      sentence(reader, `contactMissing.${m.why}` as TextKey, { code: m.code, region: m.regionName, title }),
    ),
    note(sentence(reader, 'contactMissing.next', { code: m.code })),
    buttons(
      form(reader, 'button.fill', 'contact.fill', { escalationId: m.escalationId }, { style: 'primary' }),
    ),
  ]);
}

/** Says whom to call, and what else can be done: ask somebody else, or write down another way to reach them. */
export function contactUnreached(m: Of<'ContactUnreached'>, reader: Reader): Document {
  const values = { contact: m.contact, code: m.code, n: m.workingDays, phone: m.phone ?? 'none' };
  return document(reader, m.code, [
    ...(m.agreement ? [text(about(reader, 'answered.about', m.agreement))] : []),
    text(sentence(reader, `unreached.${m.why}` as TextKey, values)),
    text(sentence(reader, 'unreached.call', values)),
    note(sentence(reader, unreachedNext(m), values)),
    ...(m.agreement && m.canAsk
      ? [buttons(form(reader, 'button.help', 'ladder.raise', { agreementId: m.agreement.id }))]
      : []),
  ]);
}

function unreachedNext({ agreement, canAsk }: Of<'ContactUnreached'>): TextKey {
  if (!agreement) return 'unreached.nextCase';
  return canAsk ? 'unreached.next' : 'unreached.nextOther';
}

export function contactFilled(m: Of<'ContactFilled'>, reader: Reader): Document {
  const values = { contact: m.contact, title: m.title || word(reader, 'rung.unnamed') };
  const args = { agreementId: m.agreement.id };
  return document(reader, m.code, [
    text(about(reader, 'contactFilled.text', m.agreement, values)),
    note(sentence(reader, 'next.goesOn')),
    buttons(form(reader, 'button.help', 'ladder.raise', args, { style: 'primary' })),
  ]);
}

/** The room reads what it is about, and one sentence. */
function inRoom(
  m: Of<'EscalationRaised' | 'EscalationAcknowledged'>,
  words: RichText,
  reader: Reader,
): Document {
  const which = m.agreement ? [text(about(reader, 'answered.about', m.agreement))] : [];
  return document(reader, m.code, [...which, text(words)], 'push.room');
}

export function escalationRaised(m: Of<'EscalationRaised'>, reader: Reader): Document {
  const { agreement, contact } = m;
  const words = agreement
    ? about(reader, 'raised.about', agreement, { contact })
    : sentence(reader, 'raised.text', { contact });
  return document(reader, m.code, [text(words)], 'push.room');
}

export function escalationAcknowledged(m: Of<'EscalationAcknowledged'>, reader: Reader): Document {
  const values = { by: m.by, date: date(reader, m.until) };
  return inRoom(m, sentence(reader, 'acknowledged.text', values), reader);
}

export function escalationAnswered(m: EscalationAnswered, reader: Reader): Document {
  return document(
    reader,
    m.code,
    [
      ...(m.agreement ? [text(about(reader, 'answered.about', m.agreement))] : []),
      text(sentence(reader, 'answered.text', { by: m.by, answer: ownWords(reader, m.answer) })),
      note(sentence(reader, 'answered.thanks', { by: m.by.name })),
    ],
    'push.room',
  );
}

export function callEnded(m: Of<'CallEnded'>, reader: Reader): Document {
  const values = { code: m.code, onIt: m.wasOnIt ? 'yes' : 'no' };
  return document({ ...reader, formal: true }, m.code, [text(sentence(reader, 'callEnded.text', values))]);
}

export function acknowledgementEnded(m: AcknowledgementEnded, reader: Reader): Document {
  return document(reader, m.code, [
    ...(m.agreement ? [text(about(reader, 'answered.about', m.agreement))] : []),
    text(sentence(reader, 'ackEnded.text', { by: m.by, date: date(reader, m.until) })),
    note(sentence(reader, 'next.goesOn')),
    ...(m.agreement
      ? [buttons(form(reader, 'button.help', 'ladder.raise', { agreementId: m.agreement.id }))]
      : []),
  ]);
}
