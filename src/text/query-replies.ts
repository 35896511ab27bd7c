import type { AgreementFacts, LeadWishTold, Overview } from '../domain/messages/index.ts';
import type { Action, Block, Document, Reader, RichText } from '../ports/document.ts';
import { cardActions, line } from './compose/agreements/agreement.ts';
import { appealsAction } from './compose/case/appeals.ts';
import { manageActions, overviewBody, reopen } from './compose/case/case.ts';
import { goesOnWith } from './compose/case/intake.ts';
import { showNetwork } from './compose/case/network.ts';
import { askedOnAction } from './compose/family.ts';
import {
  handoverAction,
  nextLeadLine,
  releaseLead,
  replaceLead,
  wishAction,
  wishLines,
} from './compose/lead.ts';
import { type Offer, offered } from './replies.ts';
import { cut } from './words/plain.ts';
import { buttons, command, document, form, note, sentence, text, word } from './words/tools.ts';

export interface ListItem {
  readonly caseId: string;
  readonly code: string;
  readonly agreement: AgreementFacts;
}

/** Agreements with their buttons in a list: one answer holds this many, the rest stands on the cards. */
const ITEMS = 12;

/** The case in which help was asked. */
export interface HelpAbout {
  readonly caseId: string;
  readonly inIntake: boolean;
  /** The reader is one of the family, and sees all of it. */
  readonly isFamily: boolean;
}

/** The rights to press and type there: the list leaves out the rest. */
export interface HelpMay {
  readonly press: (action: Action) => boolean;
  /** The words of a line, without what stands before a command. */
  readonly type: (words: string) => boolean;
}

/** One line for each word that they may type. */
function typedWords(reader: Reader, may: HelpMay): RichText {
  const plain = word(reader, 'help.commands', { typed: '' }).split('\n');
  const lines = word(reader, 'help.commands').split('\n');
  return [lines.filter((_line, i) => may.type(plain[i]?.split(' – ')[0] ?? '')).join('\n')];
}

/** Shows what can be done here: as buttons, and as words where they can be typed. */
export function composeHelp(
  reader: Reader,
  about: HelpAbout | null,
  mayOpen: boolean,
  may: HelpMay = { press: () => true, type: () => true },
): Document {
  const caseId = about?.caseId ?? '';
  const here = about
    ? [
        goesOnWith(about, reader, { style: 'primary' }),
        command(reader, 'button.list', 'agreement.list', { caseId }),
        command(reader, 'button.overview', 'case.show', { caseId }),
        command(reader, 'button.tracks', 'track.show', { caseId }),
        command(reader, 'button.requests', 'request.show', { caseId }),
        ...(about.isFamily ? [askedOnAction(caseId, reader), appealsAction(caseId, reader)] : []),
        showNetwork(caseId, reader),
      ].filter((action) => action !== null && may.press(action))
    : [command(reader, 'button.mine', 'agreement.mine', {})];
  return document(
    reader,
    'Schakel',
    [
      { kind: 'heading', text: word(reader, 'help.heading') },
      ...(reader.typed === null
        ? [text(sentence(reader, 'help.buttons'))]
        : [text(sentence(reader, 'help.text')), text(typedWords(reader, may))]),
      note(sentence(reader, 'help.decides')),
      buttons(
        ...here,
        form(reader, 'button.away', 'absence.report', {}),
        command(reader, 'button.back', 'absence.end', {}),
        form(reader, 'button.days', 'person.days', {}),
        command(reader, 'button.directory', 'directory.show', {}),
        command(reader, 'button.method', 'workingMethod.show', {}),
        command(reader, 'button.linkAccount', 'identity.code', {}),
        !reader.formal && form(reader, 'button.report', 'report.make', {}),
        mayOpen && form(reader, 'button.newCase', 'case.open', {}),
      ),
    ],
    'push.plain',
  );
}

/** Open agreements, with first those this person acts for. */
export function composeList(
  items: readonly ListItem[],
  code: string | null,
  reader: Reader,
  mine: string | null,
): Document {
  const own = (i: ListItem): boolean => (i.agreement.actingOwner ?? i.agreement.owner).id === mine;
  const sorted = [...items.filter(own), ...items.filter((i) => !own(i))];
  const blocks = sorted
    .slice(0, ITEMS)
    .flatMap((i): Block[] => [
      ...(code === null ? [note([i.code])] : []),
      ...line(i.agreement, reader),
      buttons(...cardActions(i.agreement, reader).slice(0, 5)),
    ]);
  return document(
    reader,
    code ?? 'Schakel',
    [
      { kind: 'heading', text: word(reader, code === null ? 'home.mine' : 'list.heading') },
      ...(blocks.length > 0
        ? blocks
        : [text(sentence(reader, code === null ? 'home.mineNone' : 'list.none'))]),
      ...(sorted.length > ITEMS
        ? [note(sentence(reader, 'overview.more', { n: sorted.length - ITEMS }))]
        : []),
    ],
    'push.plain',
  );
}

export interface Choice {
  readonly code: string;
  readonly agreement: AgreementFacts;
  readonly offers: readonly Offer[];
}

/** Typed words fit no agreement, or more than one: nothing was done, and each that can be meant has a button. */
export function composeWhich(
  { words, reported }: { readonly words: string; readonly reported?: unknown },
  choices: readonly Choice[],
  reader: Reader,
): Document {
  const codes = new Set(choices.map((c) => c.code));
  const blocks = choices
    .slice(0, ITEMS)
    .flatMap((c): Block[] => [
      ...(codes.size > 1 ? [note([c.code])] : []),
      ...line(c.agreement, reader),
      buttons(...offered(c.offers, reader)),
    ]);
  return document(
    reader,
    choices[0]?.code ?? 'Schakel',
    [
      ...(reported
        ? [text(sentence(reader, 'which.reported'))]
        : [
            ...(words === '' ? [] : [text(sentence(reader, 'which.words', { words: cut(words, 60) }))]),
            text(sentence(reader, 'which.ask')),
          ]),
      ...blocks,
      ...(choices.length > ITEMS
        ? [note(sentence(reader, 'overview.more', { n: choices.length - ITEMS }))]
        : []),
    ],
    'push.plain',
  );
}

/** The overview for the one who asks, with what only the lead and the coordinators can do. */
export function composeCaseView(m: Overview, reader: Reader, manages: boolean): Document {
  return document(
    reader,
    m.code,
    [
      { kind: 'heading', text: word(reader, 'overview.heading', { code: m.code }) },
      ...overviewBody(m, reader),
      buttons(
        command(reader, 'button.lead', 'lead.show', { caseId: m.caseId }),
        showNetwork(m.caseId, reader),
        ...(manages ? (m.status === 'closed' ? [reopen(m.caseId, reader)] : manageActions(m, reader)) : []),
      ),
    ],
    'push.plain',
  );
}

/** A reader can be the lead, a coordinator, or the one who said yes to lead from a day on. */
export interface LeadAsker {
  readonly isLead?: boolean;
  readonly coordinates?: boolean;
  readonly isNext?: boolean;
  readonly isFamily?: boolean;
  /** The wishes of the family, for who may read them. */
  readonly wishes?: readonly LeadWishTold[];
}

export function composeLead(m: Overview, reader: Reader, asker: LeadAsker = {}): Document {
  const args = { caseId: m.caseId };
  if (!m.lead) {
    return document(
      reader,
      m.code,
      [
        text(sentence(reader, 'lead.none', { code: m.code })),
        ...wishLines(asker.wishes ?? [], reader).map(note),
        m.of === undefined
          ? buttons(
              // Nobody of the family comes to lead by one press: they are asked.
              !reader.formal && command(reader, 'button.takeLead', 'lead.accept', args, { style: 'primary' }),
              form(reader, 'button.suggestLead', 'lead.suggest', args),
              asker.isFamily === true && wishAction(m.caseId, reader),
            )
          : note(sentence(reader, 'lead.noneLimited')),
      ],
      'push.plain',
    );
  }
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, 'lead.is', { lead: m.lead, code: m.code })),
      note(
        m.leadDeputy
          ? sentence(reader, 'leadMandate.deputy', { deputy: m.leadDeputy })
          : sentence(reader, 'leadMandate.noDeputy'),
      ),
      ...m.people
        .filter((p) => p.role === 'processLead')
        .map((p) => note(sentence(reader, 'lead.processLead', { person: p.person }))),
      ...(m.nextLead ? [note(nextLeadLine(m.nextLead, reader))] : []),
      ...wishLines(asker.wishes ?? [], reader).map(note),
      ...leadButtons(m, reader, asker),
    ],
    'push.plain',
  );
}

function leadButtons(
  m: Overview,
  reader: Reader,
  { isLead, coordinates, isNext, isFamily }: LeadAsker,
): Block[] {
  const args = { caseId: m.caseId };
  const handover = handoverAction(m, reader);
  if (isLead)
    return [
      buttons(form(reader, 'button.deputy', 'deputy.set', args), handover, releaseLead(m.caseId, reader)),
    ];
  if (coordinates) return [buttons(handover, replaceLead(m.caseId, reader))];
  if (!isNext && !isFamily) return [];
  return [
    buttons(
      isNext === true && command(reader, 'button.declineLead', 'lead.decline', args),
      isFamily === true && wishAction(m.caseId, reader),
      isFamily === true && appealsAction(m.caseId, reader),
    ),
  ];
}
