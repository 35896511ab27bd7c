import type { AgreementFacts } from '../../domain/messages/index.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { WaitingItemFacts } from '../../domain/waiting-for.ts';
import type { Action, Block, Reader } from '../../ports/document.ts';
import { about, command, date, form, note, sentence, text, word } from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import { doneActions, doneButton } from './agreements/agreement.ts';
import { toConfirm, toRecognise } from './agreements/confirm.ts';
import { phoneButtons, phoneQuestion } from './by-phone.ts';
import { appealAsked } from './case/appeals.ts';
import {
  closedByPhone,
  closedByPhoneAnswers,
  closingAnswers,
  closingAsked,
  openedSince,
} from './case/closing.ts';
import { requestAsked } from './case/requests.ts';
import { consentButtons } from './consent.ts';
import { escalationAlert } from './help.ts';
import { leadAnswers } from './lead.ts';

/** Shows what waits for one person, as a sentence with the buttons that answer it. */
export function askedBlocks(asked: WaitingItemFacts, caseId: Uuid, reader: Reader): Block[] {
  if (asked.kind === 'help') return [...escalationAlert(asked.brief, reader).blocks];
  if (asked.kind === 'request') return [...requestAsked(asked.asked, reader).blocks];
  const [words, actions] = wordsAndButtons(asked, caseId, reader);
  return [...words, { kind: 'actions', actions }];
}

const ASK_CONSENT = { reading: 'asked.consent', asking: 'asked.consentAsking' } as const;

type Worded = Exclude<WaitingItemFacts, { kind: 'help' | 'request' }>;

function wordsAndButtons(asked: Worded, caseId: Uuid, reader: Reader): [Block[], Action[]] {
  switch (asked.kind) {
    case 'takeLead':
      return [
        [text(sentence(reader, 'asked.takeLead')), note(sentence(reader, 'leadAsked.next'))],
        leadAnswers(caseId, reader),
      ];
    case 'appeal':
      return appealAsked(asked, caseId, reader);
    case 'closing':
      return [
        [text(closingAsked(asked, reader)), ...openedSince(asked.since, reader)],
        closingAnswers(caseId, reader, asked.since.length === 0),
      ];
    case 'closedByPhone':
      return [[text(closedByPhone(asked, reader))], closedByPhoneAnswers(caseId, reader)];
    case 'consent':
      return [
        [text(sentence(reader, ASK_CONSENT[asked.about], { party: asked.party.name }))],
        consentButtons({ caseId, party: asked.party, about: asked.about }, reader),
      ];
    case 'fillContact':
      return [
        [text(sentence(reader, 'asked.fillContact', { title: asked.title || word(reader, 'rung.unnamed') }))],
        [
          form(
            reader,
            'button.fill',
            'contact.fill',
            { escalationId: asked.escalationId },
            { style: 'primary' },
          ),
        ],
      ];
    default:
      return asked.phone
        ? [
            [phoneQuestion(asked.agreement, asked.phone, reader)],
            phoneButtons(asked.agreement, asked.phone, reader),
          ]
        : [onAgreement(asked, reader), buttonsFor(asked, reader)];
  }
}

type AboutOne = Extract<WaitingItemFacts, { isPast: boolean }>;

function onAgreement({ kind, agreement: a, ...now }: AboutOne, reader: Reader): Block[] {
  const values = {
    when: whenOf(a, now),
    date: date(reader, a.proposedDue?.date ?? a.due),
    by: a.proposedDue?.by ?? a.reportedDoneBy ?? a.owner,
    why: word(reader, `blocker.${a.blocker?.category ?? 'other'}` as TextKey),
    who: a.disputedBy[0]?.person ?? a.owner,
    words: a.disputedBy[0]?.words ?? '',
  };
  const question = text(about(reader, `asked.${kind}` as TextKey, a, values));
  // Nobody says of words that they are right without having them in front of them.
  if (kind === 'confirmDone') return [question, ...toRecognise(a, reader)];
  if (kind !== 'confirm') return [question];
  const changed = a.textVersion > 1 ? [note(sentence(reader, 'asked.changed'))] : [];
  return [question, ...toConfirm(a, reader), ...changed];
}

/** How it stands with an agreement of one's own: decides what is asked. */
function whenOf(a: AgreementFacts, { isPast, isOnTrack }: Pick<AboutOne, 'isPast' | 'isOnTrack'>): string {
  if (a.blocker) return 'stuck';
  return isPast ? 'past' : isOnTrack ? 'fine' : 'coming';
}

function buttonsFor(asked: AboutOne, reader: Reader): Action[] {
  const { kind, agreement: a } = asked;
  const args = { agreementId: a.id };
  const version = { ...args, textVersion: a.textVersion };
  const decided = { ...args, date: a.proposedDue?.date ?? a.due };
  switch (kind) {
    case 'confirm':
      return [
        command(reader, 'button.correct', 'agreement.confirm', version, { style: 'primary' }),
        form(reader, 'button.different', 'agreement.dispute', version),
      ];
    case 'confirmDone':
      return doneActions(a, reader);
    case 'decideDate':
      return [
        command(reader, 'button.acceptDate', 'agreement.acceptDate', decided, { style: 'primary' }),
        command(reader, 'button.declineDate', 'agreement.declineDate', decided),
      ];
    case 'stuck':
      return [
        form(reader, 'button.solved', 'blocker.resolve', args, { style: 'primary' }),
        form(reader, 'button.help', 'ladder.raise', args),
      ];
    case 'disputed':
      return [form(reader, 'button.revise', 'agreement.revise', args, { style: 'primary' })];
    default:
      return [
        doneButton(a, reader, { style: 'primary' }),
        // A person who is asked whether it works out can say so.
        ...(whenOf(a, asked) === 'coming'
          ? [command(reader, 'button.onTrack', 'agreement.onTrack', args)]
          : []),
        form(reader, 'button.newDate', 'agreement.proposeDate', args),
        form(reader, 'button.stuck', 'agreement.stuck', args),
      ];
  }
}
