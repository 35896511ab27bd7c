import { countOf, type NotHere } from '../../domain/consent/whose-word.ts';
import type {
  ConsentAnswered,
  ConsentAsked,
  ConsentSilent,
  ConsentTalk,
  PersonRef,
  WelcomeParty,
} from '../../domain/messages/index.ts';
import type { FileCovenant } from '../../domain/region/covenant.ts';
import type { ConsentQuestion, PlainDate, Uuid } from '../../domain/vocabulary.ts';
import type { Action, Block, Document, Reader, RichText } from '../../ports/document.ts';
import { buttons, command, date, document, form, note, sentence, text, word } from '../words/tools.ts';
import type { TextKey, TextValues } from '../words/translate.ts';
import { covenantBlocks, type PartyBasisFacts, partyBasisBlocks } from './case/basis.ts';

/** Facts that one person may know of consent in a case: of each party, what holds. */
export interface ConsentFacts {
  readonly caseId: Uuid;
  readonly code: string;
  readonly isOpen: boolean;
  /** Their answer counts. */
  readonly mayAnswer: boolean;
  /** They ask, and write down what was said by phone: the lead and the coordinators. */
  readonly asks: boolean;
  readonly parties: readonly PartyFacts[];
  /** The covenant with which the organisations of the region work; left out: they work without. */
  readonly covenant?: FileCovenant;
  /** People whose answer counts and who take no part yet; null: not theirs to know. */
  readonly notHere: NotHere | null;
  /** The people beside the family whose part the reader may end, and whether they bring in others; null: they are not of the family. */
  readonly supporters: { readonly ends: number; readonly mayBring: boolean } | null;
  /** The choice of a young person of sixteen on what parents see; null: nothing is said, or it is not theirs to know. */
  readonly guardians: { readonly sees: 'all' | 'own'; readonly maySay: boolean } | null;
}

/** Facts on reading along, and on the other question: may it be asked for information. */
export interface PartyFacts extends AnswerFacts {
  readonly key: string;
  readonly name: string;
  readonly asking: AnswerFacts;
  /** The law on which it works and its accession; left out: the region asks for neither, or it is not theirs to know. */
  readonly basis?: PartyBasisFacts;
  readonly isLimited: boolean;
  /** One of its people leads, or stands in for who does, and sees everything meanwhile. */
  readonly isLeads: boolean;
  /** Somebody of it takes part in the case. */
  readonly isHere: boolean;
}

/** The answers to one question about one party. */
export interface AnswerFacts {
  /** Null: not theirs to know. */
  readonly answer: 'yes' | 'no' | 'open' | null;
  readonly missing: number;
  readonly mine: 'yes' | 'no' | 'asked' | null;
  readonly answers: readonly {
    readonly who: PersonRef;
    readonly answer: 'yes' | 'no' | 'asked' | 'none';
    /** The person who wrote it down, as it was said by phone. */
    readonly by: PersonRef | null;
    readonly on: PlainDate | null;
    readonly until: PlainDate | null;
  }[];
}

type Asking = Pick<ConsentAsked, 'caseId' | 'about'> & { readonly party: { readonly key: string } };

/** Yes, no, or talk first: none of them larger or brighter than another (P5). */
export function consentButtons({ caseId, party, about = 'reading' }: Asking, reader: Reader): Action[] {
  const answer = (label: TextKey, what: string): Action =>
    command(reader, label, 'consent.answer', { caseId, party: party.key, about, answer: what });
  return [
    answer('button.consentYes', 'yes'),
    answer('button.consentNo', 'no'),
    answer('button.consentTalk', 'talk'),
  ];
}

export function consentAsked(m: ConsentAsked, reader: Reader): Document {
  const values = { party: m.party.name, about: m.about ?? 'reading' };
  return document(reader, m.code, [
    ...(m.again ? [text(sentence(reader, 'consent.again'))] : []),
    text(sentence(reader, 'consent.request', values)),
    note(sentence(reader, 'consent.means', values)),
    ...(m.isNotIn ? [note(sentence(reader, 'consent.notIn', values))] : []),
    ...(m.isLeads ? [note(sentence(reader, 'consent.leads'))] : []),
    buttons(...consentButtons(m, reader)),
  ]);
}

/** Both questions about one party on one card: each in its own words, with its own answer. The rights are said once. */
export function consentPair(asked: readonly [ConsentAsked, ...ConsentAsked[]], reader: Reader): Block[] {
  const [{ party, isNotIn, isLeads }] = asked;
  const values = { party: party.name };
  return [
    text(sentence(reader, 'consent.pair', values)),
    ...(asked.some(({ again }) => again) ? [note(sentence(reader, 'consent.again'))] : []),
    ...(isNotIn ? [note(sentence(reader, 'consent.notIn', values))] : []),
    ...(isLeads ? [note(sentence(reader, 'consent.leads'))] : []),
    ...asked.flatMap((one): Block[] => [
      { kind: 'divider' },
      text(sentence(reader, `consent.ask.${one.about ?? 'reading'}`, values)),
      note(sentence(reader, 'consent.means', { ...values, about: one.about ?? 'reading' })),
      buttons(...consentButtons(one, reader)),
    ]),
  ];
}

const ANSWERED = { reading: 'consent.answered', asking: 'consent.answeredAsking' } as const;

export function consentAnswered(m: ConsentAnswered, reader: Reader): Document {
  const { party, who, answer, missing, caseId, about = 'reading' } = m;
  if (about === 'guardians') return guardiansAnswered(m, reader);
  const sees = m.isLimited ? 'limited' : 'all';
  return document(reader, m.code, [
    text(sentence(reader, ANSWERED[about], { party, who, answer })),
    note(
      sentence(reader, m.isNotIn && about === 'reading' ? 'consent.seesLater' : 'consent.sees', {
        ...{ party, about, sees, missing },
      }),
    ),
    ...(m.isLeads ? [note(sentence(reader, 'consent.leads'))] : []),
    buttons(command(reader, 'button.consents', 'consent.show', { caseId })),
  ]);
}

/** Tells what a young person of sixteen said that parents see. */
function guardiansAnswered({ code, who, isLimited, caseId }: ConsentAnswered, reader: Reader): Document {
  return document(reader, code, [
    text(sentence(reader, 'guardians.answered', { who, sees: isLimited ? 'own' : 'all' })),
    note(sentence(reader, 'guardians.means')),
    buttons(command(reader, 'button.consents', 'consent.show', { caseId })),
  ]);
}

function guardiansBlocks({ guardians, caseId, isOpen }: ConsentFacts, reader: Reader): Block[] {
  if (guardians === null) return [];
  const { sees, maySay } = guardians;
  const other = sees === 'own' ? 'all' : 'own';
  return [
    text(sentence(reader, 'guardians.now', { sees, own: maySay ? 'yes' : 'no' })),
    note(sentence(reader, 'guardians.means')),
    ...(maySay && isOpen
      ? [buttons(command(reader, `guardians.to.${other}`, 'guardians.see', { caseId, sees: other }))]
      : []),
  ];
}

/** Somebody beside the family: brought in by the family, and ended by them. */
function supporterBlocks({ supporters, caseId, isOpen }: ConsentFacts, reader: Reader): Block[] {
  if (supporters === null || !isOpen) return [];
  const { ends, mayBring } = supporters;
  if (ends === 0 && !mayBring) return [];
  return [
    note(sentence(reader, 'supporter.what')),
    buttons(
      ...(mayBring ? [form(reader, 'supporter.bring', 'supporter.bring', { caseId })] : []),
      ...(ends > 0 ? [form(reader, 'supporter.end', 'supporter.end', { caseId })] : []),
    ),
  ];
}

export function consentTalk(m: ConsentTalk, reader: Reader): Document {
  const { party, who, caseId, about = 'reading' } = m;
  return document(reader, m.code, [
    text(sentence(reader, 'consent.talk', { party, who, about })),
    note(sentence(reader, 'consent.talkNext')),
    buttons(command(reader, 'button.consents', 'consent.show', { caseId })),
  ]);
}

/** Says whose answer is missing, and that it can be given on the phone. */
export function consentSilent(m: ConsentSilent, reader: Reader): Document {
  const { party, who, workingDays, caseId, about = 'reading' } = m;
  return document(reader, m.code, [
    text(sentence(reader, 'consent.silent', { party, who, about, n: workingDays })),
    note(sentence(reader, 'consent.silentNext', { party })),
    buttons(
      form(reader, 'button.consentByPhone', 'consent.enterByPhone', { caseId }),
      command(reader, 'button.consents', 'consent.show', { caseId }),
    ),
  ]);
}

/** The first message in a party's own room. */
export function welcomeParty(m: WelcomeParty, reader: Reader): Document {
  return document(
    reader,
    m.code,
    [
      { kind: 'heading', text: word(reader, 'partyRoom.heading', { code: m.code, party: m.party }) },
      text(sentence(reader, 'partyRoom.what', { party: m.party })),
      text(
        sentence(reader, m.ofOne ? 'guardians.room' : 'partyRoom.why', { room: reader.room ?? 'channel' }),
      ),
      text(sentence(reader, 'welcome.talk', { room: reader.room ?? 'channel' })),
      note(sentence(reader, 'partyRoom.reads', { room: reader.room ?? 'channel' })),
      text(sentence(reader, 'arrive.room')),
      ...(m.lead
        ? [text(sentence(reader, 'welcome.lead', { lead: m.lead, phone: m.leadPhone ?? 'none' }))]
        : []),
      buttons(
        command(reader, 'button.list', 'agreement.list', { caseId: m.caseId }),
        command(reader, 'button.method', 'workingMethod.show', {}),
      ),
    ],
    'push.room',
  );
}

/**
 * Shows who may read along: the answer to `toestemming`. Questions that nobody asked yet are shown when they are asked for.
 */
export function composeConsents(facts: ConsentFacts, reader: Reader, isWhole: boolean): Document {
  const { before, parties, after } = consentParts(facts, reader);
  const isLess = !isWhole && parties.some(({ folded }) => folded.length > 0);
  const more = { caseId: facts.caseId, all: 'yes' };
  const isEmpty = before.length + parties.length + after.length === 0;
  return document(
    reader,
    facts.code,
    [
      { kind: 'heading', text: word(reader, 'consent.heading') },
      ...(isEmpty ? [text(sentence(reader, 'guardians.page'))] : before),
      ...parties.flatMap(({ open, folded }) => [...open, ...(isWhole ? folded : [])]),
      ...(isLess ? [buttons(command(reader, 'consent.unasked', 'consent.show', more))] : []),
      ...after,
    ],
    'push.plain',
  );
}

function notHereValues({ guardians, youngPerson }: NotHere): TextValues {
  return { n: guardians, youngPerson: youngPerson ? 'yes' : 'no' };
}

/** The list of parties in parts. `folded`: a question that the reader may answer, and that nobody asked or answered yet. */
export interface ConsentParts {
  readonly before: readonly Block[];
  readonly parties: readonly {
    readonly open: readonly Block[];
    readonly folded: readonly Block[];
    /** The question that stands on the fold. */
    readonly label: string;
    /** Both answers in one line, where many parties stand below each other. */
    readonly short: RichText;
  }[];
  readonly after: readonly Block[];
}

export function consentParts(facts: ConsentFacts, reader: Reader): ConsentParts {
  const { parties, mayAnswer, isOpen, asks, caseId, notHere } = facts;
  const args = { caseId };
  return {
    before: [
      ...(mayAnswer ? [text(sentence(reader, isOpen ? 'consent.yours' : 'consent.closed'))] : []),
      // Who sees only their own is not told who takes part.
      ...(parties.length === 0 && notHere !== null ? [text(sentence(reader, 'consent.noParties'))] : []),
      ...(notHere && countOf(notHere) > 0 && isOpen
        ? [note(sentence(reader, 'consent.notHere', notHereValues(notHere)))]
        : []),
      ...(facts.covenant && parties.some((p) => p.basis) ? covenantBlocks(facts.covenant, reader) : []),
    ],
    parties: parties.map((party) => partyParts(facts, party, reader)),
    after: [
      ...guardiansBlocks(facts, reader),
      ...supporterBlocks(facts, reader),
      ...(asks && isOpen
        ? [
            buttons(
              form(reader, 'button.consentAsk', 'consent.ask', args),
              ...(parties.length > 0
                ? [form(reader, 'button.consentByPhone', 'consent.enterByPhone', args)]
                : []),
            ),
          ]
        : []),
    ],
  };
}

function partyParts(facts: ConsentFacts, party: PartyFacts, reader: Reader): ConsentParts['parties'][number] {
  const { mayAnswer, isOpen } = facts;
  const { asking, name } = party;
  const reading = [
    text(sentence(reader, 'consent.party', { party: name, ...partyValues(party, mayAnswer) })),
    ...(party.isLeads ? [note(sentence(reader, 'consent.leads'))] : []),
    ...given(facts, party, 'reading', reader),
  ];
  const second =
    asking.answer === null
      ? []
      : [
          text(sentence(reader, 'consent.askParty', { party: name, ...answerValues(asking, mayAnswer) })),
          ...given(facts, party, 'asking', reader),
        ];
  const isUnasked = asking.mine === null && asking.answers.every(({ answer }) => answer === 'none');
  const isFolded = mayAnswer && isOpen && isUnasked;
  const { caseId, asks } = facts;
  const mayExplain = asks && isOpen && party.isHere && party.basis?.told === null;
  const basis = party.basis
    ? [
        ...partyBasisBlocks(party.basis, reader),
        ...(mayExplain && party.basis.lacks.length > 0
          ? [buttons(form(reader, 'basis.b.why', 'basis.reason', { caseId, party: party.key }))]
          : []),
      ]
    : [];
  return {
    open: isFolded ? [...reading, ...basis] : [...reading, ...second, ...basis],
    folded: isFolded ? second : [],
    label: word(reader, 'consent.folded', { party: name }),
    short: sentence(reader, 'consent.short', {
      party: name,
      asking: halfOf(asking, mayAnswer, reader),
      reading: halfOf(party, mayAnswer, reader),
    }),
  };
}

/** One answer in a word or two: what holds, or that the reader's own or somebody's is missing. */
function halfOf(answers: AnswerFacts, mayAnswer: boolean, reader: Reader): string {
  return word(reader, 'consent.half', answerValues(answers, mayAnswer));
}

/** Shows who said what to one question, and the buttons of whoever may answer it. */
function given(facts: ConsentFacts, party: PartyFacts, about: ConsentQuestion, reader: Reader): Block[] {
  const { answers, mine } = about === 'asking' ? party.asking : party;
  return [
    // Of the second question it is said above that an answer is missing.
    ...answers
      .filter((a) => about === 'reading' || a.answer !== 'none')
      .map((a) => note(sentence(reader, 'consent.line', lineValues(a, reader)))),
    ...(facts.mayAnswer && facts.isOpen
      ? [buttons(...ownButtons({ caseId: facts.caseId, party, about }, mine, reader))]
      : []),
  ];
}

/** Gives buttons for what can be changed: the answer that is given already has none. */
function ownButtons(asked: Required<Asking>, mine: AnswerFacts['mine'], reader: Reader): Action[] {
  const { caseId, party, about } = asked;
  const change = (label: TextKey, answer: string): Action =>
    command(reader, label, 'consent.answer', { caseId, party: party.key, about, answer });
  if (mine === 'yes') return [change('button.consentToNo', 'no')];
  if (mine === 'no') return [change('button.consentToYes', 'yes')];
  return consentButtons(asked, reader);
}

type Values = { answer: string; missing: number; own: string };

function partyValues(party: PartyFacts, mayAnswer: boolean): Values & { sees: string } {
  const sees = party.isHere ? (party.isLimited ? 'limited' : 'all') : 'notIn';
  return { ...answerValues(party, mayAnswer), sees };
}

function answerValues({ answer, missing, mine }: AnswerFacts, mayAnswer: boolean): Values {
  return {
    own: mayAnswer && mine !== 'yes' && mine !== 'no' ? 'yes' : 'no',
    answer: answer ?? 'unknown',
    missing,
  };
}

function lineValues(a: PartyFacts['answers'][number], reader: Reader) {
  return {
    who: a.who,
    answer: a.answer,
    date: a.on ? date(reader, a.on) : '',
    until: a.until ? date(reader, a.until) : 'none',
    by: a.by ? a.by.name : 'none',
  };
}
