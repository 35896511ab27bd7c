import type { CaseStatusChanged, Message, Overview, Welcome } from '../../../domain/messages/index.ts';
import type { Action, Block, Document, Fact, Reader } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  document,
  form,
  note,
  ownWords,
  people,
  sentence,
  text,
  word,
} from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { line } from '../agreements/agreement.ts';
import { expectAction, nextLeadLine, wishAction } from '../lead.ts';
import { clockFacts } from './absence.ts';
import { stepWords } from './appeals.ts';
import { agreeByPhone, closingNews, ofClosing } from './closing.ts';
import { goesOnWith, stepNames } from './intake.ts';
import { involvementFact } from './involvement.ts';
import { showNetwork } from './network.ts';
import { tracksFact } from './tracks.ts';

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

/** Lines in the overview before it says "and so many more": half of what one message may hold. */
const LINES = 12;

export function welcome(m: Welcome, reader: Reader): Document {
  const { caseId, code } = m;
  return document(
    reader,
    code,
    [
      { kind: 'heading', text: word(reader, 'welcome.heading', { code }) },
      // How this works; then what is kept and who reads it; then what is asked.
      text(sentence(reader, 'welcome.what')),
      text(sentence(reader, 'welcome.roles')),
      text(sentence(reader, 'welcome.help')),
      text(sentence(reader, 'welcome.who', { room: reader.room ?? 'channel', region: m.regionName })),
      text(sentence(reader, 'welcome.talk', { room: reader.room ?? 'channel' })),
      text(sentence(reader, 'welcome.not')),
      note(sentence(reader, 'welcome.reads', { code: m.code, room: reader.room ?? 'channel' })),
      ...(m.inIntake ? [note(sentence(reader, 'arrive.erased'))] : []),
      text(sentence(reader, 'arrive.room')),
      ...(m.lead
        ? [text(sentence(reader, 'welcome.lead', { lead: m.lead, phone: m.leadPhone ?? 'none' }))]
        : []),
      buttons(
        command(reader, 'button.takeLead', 'lead.accept', { caseId }, { style: 'primary' }),
        goesOnWith({ caseId, inIntake: m.inIntake === true }, reader),
        form(reader, 'button.addPerson', 'participant.add', { caseId }),
        command(reader, 'button.directory', 'directory.show', {}),
        command(reader, 'button.method', 'workingMethod.show', {}),
      ),
    ],
    'push.room',
  );
}

/** The pinned card: what goes well first, then what is open, who leads, who takes part. */
export function overviewCard(m: Overview, reader: Reader): Document {
  return document(
    reader,
    m.code,
    [
      { kind: 'heading', text: word(reader, 'overview.heading', { code: m.code }) },
      ...overviewBody(m, reader),
      buttons(...caseActions(m, reader)),
    ],
    'push.room',
  );
}

/** Says that others read along than those who take part: a sentence for each platform where it is so. */
export function sharedLines(m: Overview, reader: Reader): ReturnType<typeof sentence>[] {
  return [
    ...(m.sharedWith ? [sentence(reader, 'overview.shared', { teams: m.sharedWith })] : []),
    ...(m.connectedWith ? [sentence(reader, 'overview.connected', { organisations: m.connectedWith })] : []),
    ...(m.others ? [sentence(reader, 'overview.others', { n: m.others, people: m.people.length })] : []),
  ];
}

/** Tells who is missing: nobody is known for a rung of the ladder, or somebody was invited and did not come in. */
export function absentFacts(m: Overview, reader: Reader): Fact[] {
  const label = (key: string): string => `${word(reader, `label.${key}` as TextKey)}:`;
  const rungs = m.missingContacts.map((title) => title || word(reader, 'rung.unnamed'));
  const roles = m.invited.map((role) => word(reader, `role.${role}` as TextKey));
  return [
    ...(roles.length > 0 ? [{ label: label('invited'), value: [roles.join(', ')] }] : []),
    ...(rungs.length > 0 ? [{ label: label('missing'), value: [rungs.join(', ')] }] : []),
  ];
}

export function overviewBody(m: Overview, reader: Reader): Block[] {
  if (m.of !== undefined) return ofParty(m, m.of, reader);
  return [
    ...sharedLines(m, reader).map(text),
    ...(m.strength
      ? [text(sentence(reader, 'overview.good', { strength: ownWords(reader, m.strength) }))]
      : []),
    ...stateOf(m, reader),
    { kind: 'facts', facts: caseFacts(m, reader) },
    { kind: 'divider' },
    ...(m.open.length === 0
      ? [text(sentence(reader, m.missing ? 'intake.noneYet' : 'overview.none'))]
      : m.open.slice(0, LINES).flatMap((a) => line(a, reader))),
    ...(m.open.length > LINES ? [note(sentence(reader, 'overview.more', { n: m.open.length - LINES }))] : []),
    note(sentence(reader, 'overview.doneCount', { n: m.doneCount })),
  ];
}

/** A party that sees only its own agreements gets those, and the lead. The clock and the rest are not theirs. */
function ofParty(m: Overview, party: string, reader: Reader): Block[] {
  const lead = m.lead ? people([m.lead]) : [word(reader, 'value.nobody')];
  return [
    text(sentence(reader, 'overview.of', { party })),
    { kind: 'facts', facts: [{ label: `${word(reader, 'label.lead')}:`, value: lead }] },
    { kind: 'divider' },
    ...(m.open.length === 0
      ? [text(sentence(reader, 'consent.limitedNone', { party }))]
      : m.open.slice(0, LINES).flatMap((a) => line(a, reader))),
    ...(m.open.length > LINES ? [note(sentence(reader, 'overview.more', { n: m.open.length - LINES }))] : []),
  ];
}

function stateOf(m: Overview, reader: Reader): Block[] {
  if (m.overNorm && m.status !== 'closed')
    return [text(sentence(reader, 'overview.overNorm')), ...held(m, reader)];
  return held(m, reader);
}

function held(m: Overview, reader: Reader): Block[] {
  if (m.missing)
    return [
      text(
        m.missing.length === 0
          ? sentence(reader, 'intake.ready')
          : sentence(reader, 'intake.missing', { missing: stepNames(m.missing, reader) }),
      ),
    ];
  if (m.status === 'on_hold')
    return [text(sentence(reader, 'overview.hold', { reason: ownWords(reader, m.statusReason ?? '') }))];
  if (m.notTakenIn)
    return [
      text(sentence(reader, 'overview.notTakenIn', { because: word(reader, `notTakenIn.${m.notTakenIn}`) })),
    ];
  if (m.status === 'closed')
    return [
      text(
        sentence(reader, 'overview.closed', {
          outcome: word(reader, `outcome.${m.outcome ?? 'neither'}` as TextKey),
        }),
      ),
    ];
  return [];
}

function caseFacts(m: Overview, reader: Reader): Fact[] {
  const label = (key: string): string => `${word(reader, `label.${key}` as TextKey)}:`;
  return [
    { label: label('lead'), value: m.lead ? people([m.lead]) : [word(reader, 'value.nobody')] },
    ...(m.nextLead ? [{ label: label('nextLead'), value: nextLeadLine(m.nextLead, reader) }] : []),
    ...(m.leadDeputy ? [{ label: label('deputy'), value: people([m.leadDeputy]) }] : []),
    ...guards(m, label('guards')),
    ...clockFacts(m, reader),
    ...involvementFact(m, reader),
    ...tracksFact(m, reader),
    ...objectionFact(m, reader),
    {
      label: label('people'),
      value: m.people.flatMap((p, i) => [
        ...(i > 0 ? [', '] : []),
        { bold: p.person.name },
        ` (${word(reader, `role.${p.role}` as TextKey)})${p.away ? ` ${word(reader, 'value.away')}` : ''}`,
      ]),
    },
    ...(m.limited && m.limited.length > 0
      ? [
          {
            label: label('limited'),
            value: [m.limited.map((party) => word(reader, 'value.limited', { party })).join(', ')],
          },
        ]
      : []),
    ...absentFacts(m, reader),
  ];
}

/** The steps that the family objects to, until there is an answer. */
function objectionFact({ objections }: Overview, reader: Reader): Fact[] {
  if (!objections || objections.length === 0) return [];
  const steps = objections.map((one) => stepWords(one, reader));
  const value = sentence(reader, 'appeal.objections', {
    steps: new Intl.ListFormat(reader.language).format(steps),
  });
  return [{ label: `${word(reader, 'label.objection')}:`, value }];
}

/** The process lead, where there is one: who guards the method, and has no right by it that others have not. */
function guards(m: Overview, label: string): Fact[] {
  const found = m.people.filter((p) => p.role === 'processLead');
  return found.length === 0 ? [] : [{ label, value: people(found.map((p) => p.person)) }];
}

/** The first three are what matters now: a platform may put the others behind "more". */
export function caseActions(m: Overview, reader: Reader): Action[] {
  const args = { caseId: m.caseId };
  if (m.status === 'closed') return [];
  const isHeld = m.status === 'on_hold';
  const list = command(reader, 'button.list', 'agreement.list', args);
  if (m.of !== undefined)
    return [
      list,
      showNetwork(m.caseId, reader),
      form(reader, 'button.deputy', 'deputy.set', args),
      form(reader, 'button.away', 'absence.report', {}),
      command(reader, 'help.heading', 'help', {}),
    ];
  const goesOn = goesOnWith({ ...args, inIntake: m.missing !== undefined }, reader);
  const first = [
    ...(m.missing ? [goesOn] : []),
    ...(isHeld ? [command(reader, 'button.resumeCase', 'case.resume', args)] : []),
    ...(m.lead ? [] : [command(reader, 'button.takeLead', 'lead.accept', args)]),
    ...(m.missing ? [] : [goesOn, list]),
  ].map((action, i) => (i === 0 ? { ...action, style: 'primary' as const } : action));
  return [
    ...first,
    ...(m.missing
      ? []
      : [form(reader, 'button.library', 'library.choose', args), expectAction(m.caseId, reader)]),
    form(reader, 'button.good', 'strength.note', args),
    ...(m.lead
      ? []
      : [form(reader, 'button.suggestLead', 'lead.suggest', args), wishAction(m.caseId, reader)]),
    form(reader, 'button.addPerson', 'participant.add', args),
    form(reader, 'button.deputy', 'deputy.set', args),
    showNetwork(m.caseId, reader),
    command(reader, 'button.consents', 'consent.show', args),
    command(reader, 'button.tracks', 'track.show', args),
    command(reader, 'button.terms', 'term.show', args),
    form(reader, 'button.away', 'absence.report', {}),
    // The way to the rest for who has no slash commands and no home page of the app: people from elsewhere.
    command(reader, 'help.heading', 'help', {}),
  ];
}

/** Reopening is the one thing that can be done with a closed case. */
export function reopen(caseId: string, reader: Reader): Action {
  return form(reader, 'button.reopen', 'case.reopen', { caseId });
}

/** Buttons of the lead and the coordinators for the case as a whole; they stand only in the answer to them. */
export function manageActions(m: Overview, reader: Reader): Action[] {
  const args = { caseId: m.caseId };
  return [
    form(reader, 'button.invite', 'participant.invite', args),
    form(reader, 'button.inviteByLink', 'participant.inviteByLink', args),
    form(reader, 'button.newLink', 'participant.newLink', args),
    form(reader, 'button.newAddress', 'participant.newAddress', args),
    form(reader, 'button.confirmAddress', 'participant.confirmAddress', args),
    form(reader, 'button.inviteExternal', 'participant.inviteExternal', args),
    form(reader, 'button.byPhone', 'agreement.enterByPhone', args),
    ...(m.missing ? [] : [form(reader, 'button.newByPhone', 'agreement.createByPhone', args)]),
    form(reader, 'button.consentAsk', 'consent.ask', args),
    form(reader, 'button.consentByPhone', 'consent.enterByPhone', args),
    form(reader, 'button.removePerson', 'participant.remove', args),
    form(reader, 'button.escalationContact', 'case.setEscalationContact', args),
    ...(m.missing ? [form(reader, 'button.intakeDecline', 'intake.decline', args)] : ending(m, reader)),
  ];
}

function ending(m: Overview, reader: Reader): Action[] {
  const args = { caseId: m.caseId };
  return [
    m.status === 'on_hold'
      ? command(reader, 'button.resumeCase', 'case.resume', args)
      : form(reader, 'button.hold', 'case.hold', args),
    form(reader, 'button.involvement', 'case.setInvolvement', args),
    form(reader, 'button.absence', 'case.setAbsence', args),
    ...(m.atSchool
      ? [form(reader, 'button.homeAgain', 'case.homeAgain', args)]
      : m.firstDayHome === null
        ? []
        : [form(reader, 'button.firstLesson', 'case.firstLesson', args)]),
    agreeByPhone(m.caseId, reader),
    form(reader, 'button.close', 'case.close', args, { style: 'danger' }),
  ];
}

export function caseStatusChanged(m: CaseStatusChanged, reader: Reader): Document {
  if (m.closing) return document(reader, m.code, closingNews(m, reader), 'push.room');
  const key = statusKey(m);
  const values = {
    ...{
      by: m.by,
      code: m.code,
      reason: m.reason ? ownWords(reader, m.reason) : 'none',
      agreed: m.agreedBy ? 'yes' : 'none',
    },
    ...{ agreedBy: m.agreedBy ?? '', ...ofClosing(m, reader) },
    ...(m.notTakenIn ? { because: word(reader, `notTakenIn.${m.notTakenIn}`) } : {}),
  };
  return document(reader, m.code, [text(sentence(reader, key, values))], 'push.room');
}

function statusKey(m: CaseStatusChanged): TextKey {
  if (m.takenIn) return 'caseStatus.takenIn';
  if (m.notTakenIn) return 'caseStatus.notTakenIn';
  const open = m.stopped ? 'caseStatus.reopened' : 'caseStatus.resumed';
  const closed = 'caseStatus.closedText';
  return (
    {
      reported: 'caseStatus.reopened',
      intake: 'caseStatus.reopened',
      on_hold: 'caseStatus.held',
      open,
      closed,
    } as const
  )[m.status];
}

export function silence(m: Of<'Silence'>, reader: Reader): Document {
  const values = { code: m.code, days: m.workingDays, date: date(reader, m.lastEventOn) };
  const args = { caseId: m.caseId };
  return document(reader, m.code, [
    text(sentence(reader, 'silence.text', values)),
    note(sentence(reader, 'silence.next')),
    buttons(
      form(reader, 'button.newAgreement', 'agreement.create', args),
      form(reader, 'button.hold', 'case.hold', args),
    ),
  ]);
}

export function clockNotice(m: Of<'ClockNotice'>, reader: Reader): Document {
  const values = { date: date(reader, m.threeMonthDate), days: m.daysAtHome };
  const blocks: Block[] = [
    text(sentence(reader, `clock.${m.when}` as TextKey, values)),
    note(sentence(reader, m.inIntake ? 'clock.nextIntake' : 'clock.next')),
    buttons(goesOnWith({ caseId: m.caseId, inIntake: m.inIntake === true }, reader)),
  ];
  return document(reader, m.code, blocks, 'push.room');
}
