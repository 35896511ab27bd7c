import type { DigestItem, NudgeDigest, NudgeInChannel } from '../../domain/messages/index.ts';
import type { Action, Block, Document, Reader } from '../../ports/document.ts';
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
  text,
  word,
} from '../words/tools.ts';
import type { TextKey } from '../words/translate.ts';
import { doneActions, doneButton } from './agreements/agreement.ts';
import { confirmBlocks } from './agreements/confirm.ts';

/** One message holds so many blocks on the narrowest platform (50), less the lines at its beginning and end. */
const BLOCKS = 44;
const STRENGTHS = 3;
const IN_CHANNEL = 10;

/**
 * The one message of the day for one person: first what goes well, then one question each, with its own buttons. What
 * does not fit is named, so that nothing is asked of somebody who cannot know it.
 */
export function nudgeDigest(m: NudgeDigest, reader: Reader): Document {
  const good = m.strengths
    .slice(0, STRENGTHS)
    .map((s) => note(sentence(reader, 'digest.good', { ...s, strength: ownWords(reader, s.strength) })));
  const asked: Block[] = [];
  const rest: string[] = [];
  for (const { blocks, short } of questions(m, reader)) {
    if (rest.length === 0 && asked.length + blocks.length <= BLOCKS) asked.push(...blocks);
    else rest.push(short);
  }
  // A line stands between questions, not below the last one.
  const isLast = rest.length === 0 && asked.at(-1)?.kind === 'divider';
  const heading = word(reader, 'digest.heading', { date: date(reader, m.date) });
  return {
    language: reader.language,
    notification: word(reader, 'push.digest'),
    blocks: [
      { kind: 'heading', text: heading },
      ...good,
      ...(isLast ? asked.slice(0, -1) : asked),
      ...alsoAsked(rest, reader),
      ...elsewhere(reader),
    ],
  };
}

interface Question {
  readonly blocks: Block[];
  /** Its case and number, for when it does not fit. */
  readonly short: string;
}

function questions(m: NudgeDigest, reader: Reader): Question[] {
  const named = (code: string, numbers: readonly number[]): string =>
    word(reader, 'digest.one', { code, numbers: numbers.join(', ') });
  return [
    ...m.items.map((i) => ({ blocks: itemBlocks(i, reader), short: named(i.code, [i.agreement.number]) })),
    ...m.confirm.map((c) => ({
      blocks: confirmBlocks(c, reader),
      short: named(
        c.code,
        c.agreements.map((a) => a.number),
      ),
    })),
  ];
}

function alsoAsked(rest: readonly string[], reader: Reader): Block[] {
  if (rest.length === 0) return [];
  return [
    text(sentence(reader, 'digest.rest', { list: rest.join('; ') })),
    buttons(command(reader, 'button.mine', 'agreement.mine', {})),
  ];
}

export function nudgeInChannel(m: NudgeInChannel, reader: Reader): Document {
  const asked = document(
    reader,
    m.code,
    [
      text(sentence(reader, 'inChannel.text', { person: m.person, n: m.items.length, code: m.code })),
      note(sentence(reader, 'inChannel.note')),
      ...m.items.slice(0, IN_CHANNEL).flatMap((item) => channelItem(item, m.items.length > 1, reader)),
    ],
    'push.room',
  );
  return { ...asked, only: m.person };
}

/** The number says which of several agreements the buttons belong to; it tells others nothing. */
function channelItem(item: DigestItem, several: boolean, reader: Reader): Block[] {
  const row = buttons(...itemActions(item, reader));
  return several
    ? [note(sentence(reader, 'agreement.heading', { number: item.agreement.number })), row]
    : [row];
}

function itemBlocks(item: DigestItem, reader: Reader): Block[] {
  const a = item.agreement;
  const values = {
    code: item.code,
    date: date(reader, item.step === 'valid_until' && a.validUntil ? a.validUntil : a.due),
    owner: a.owner,
    by: a.reportedDoneBy ?? a.owner,
    days: item.workingDaysOpen,
    ...(item.next ? { on: date(reader, item.next.on), contact: item.next.contact ?? item.next.title } : {}),
  };
  const blocks: Block[] = [text(about(reader, questionKey(item), a, values))];
  if (item.as === 'lead' && a.blocker) {
    const category = word(reader, `blocker.${a.blocker.category}` as TextKey);
    blocks.push(
      text(
        sentence(reader, 'digest.lead.blocked', {
          category,
          maker: a.blocker.decisionMaker ?? word(reader, 'value.unknownWho'),
        }),
      ),
    );
  }
  if (item.waiting && item.waiting.length > 0) {
    const list = item.waiting.map((number) => word(reader, 'digest.waits', { number })).join(', ');
    blocks.push(note(sentence(reader, 'digest.waiting', { list })));
  }
  if (item.call) {
    const said = {
      contact: item.call.contact,
      answer: item.call.answer ? ownWords(reader, item.call.answer) : 'none',
    };
    blocks.push(text(sentence(reader, 'digest.still', said)));
  }
  const next = nextKey(item);
  if (next) blocks.push(note(sentence(reader, next, { contact: a.help?.contact ?? '', by: values.by })));
  const actions = itemActions(item, reader);
  return [...blocks, ...(actions.length > 0 ? [buttons(...actions)] : []), { kind: 'divider' }];
}

/** The words for a step and a quality (docs/domain.md#wording). */
function questionKey(item: DigestItem): TextKey {
  if (item.step === 'valid_until') return 'digest.validUntil';
  if (item.step === 'still') return 'digest.lead';
  if (item.step === 'done') return item.as === 'lead' ? 'digest.doneLead' : 'digest.done';
  if (item.step === 'escalation_notice') return item.next?.contact ? 'digest.notice' : 'digest.notice.nobody';
  if (item.step === 'escalation') return 'digest.button';
  if (item.as === 'deputy') return 'digest.deputy';
  if (item.as === 'lead') return 'digest.lead';
  const acting = item.as === 'acting_owner' ? '.acting' : '';
  return `${ownersKey(item.step)}${acting}` as TextKey;
}

/** Words to the owner: before its date, on it, on the first day past it, and on the days after. */
function ownersKey(step: DigestItem['step']): TextKey {
  if (step === 'due') return 'digest.due';
  if (step === 'again') return 'digest.again';
  return step.startsWith('before') ? 'digest.before' : 'digest.open';
}

function nextKey(item: DigestItem): TextKey | null {
  if (item.step === 'valid_until') return 'digest.next.validUntil';
  if (item.step === 'escalation') return 'digest.next.button';
  if (item.step === 'done' && item.as === 'confirmer') return 'digest.next.done';
  if (
    item.step === 'still' ||
    item.step === 'escalation_notice' ||
    item.step === 'again' ||
    item.step === 'done'
  )
    return null;
  if (item.as === 'lead') return item.agreement.help?.contact ? 'digest.next.leadAsked' : 'digest.next.lead';
  if (item.as === 'deputy') return 'digest.next.deputy';
  if (item.step === 'due') return 'digest.next.due';
  return item.step.startsWith('before') ? 'digest.next.before' : 'digest.next.owner';
}

function itemActions(item: DigestItem, reader: Reader): Action[] {
  const a = item.agreement;
  const args = { agreementId: a.id };
  // A coordinator reads it; asking somebody else and pausing are the lead's.
  if (item.step === 'still' && !item.canAsk) return [];
  if (item.step === 'done') {
    const byPhone = form(reader, 'button.byPhone', 'agreement.enterByPhone', { caseId: item.caseId });
    return item.as === 'lead' ? [...doneActions(a, reader), byPhone] : doneActions(a, reader);
  }
  const done = doneButton(a, reader, { style: 'primary' });
  const stuck = form(reader, 'button.stuck', 'agreement.stuck', args);
  const newDate = form(reader, 'button.newDate', 'agreement.proposeDate', args);
  if (item.step === 'valid_until')
    return [form(reader, 'button.newAgreement', 'agreement.create', { caseId: item.caseId })];
  if (item.as === 'deputy') {
    return [
      command(reader, 'button.pickUp', 'agreement.pickUp', args, { style: 'primary' }),
      command(reader, 'button.ask', 'agreement.ask', args),
    ];
  }
  if (item.as === 'lead') {
    return [
      form(reader, 'button.help', 'ladder.raise', args, { style: 'primary' }),
      form(reader, 'button.pause', 'agreement.pause', args),
      form(reader, 'button.handOver', 'agreement.handOver', args),
      form(reader, 'button.end', 'agreement.end', args),
    ];
  }
  if (item.step.startsWith('before'))
    return [done, command(reader, 'button.onTrack', 'agreement.onTrack', args), newDate, stuck];
  return [done, newDate, stuck];
}
