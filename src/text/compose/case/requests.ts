import type { RequestAsked, RequestEnded, RequestTold } from '../../../domain/messages/index.ts';
import type { QuestionExample } from '../../../domain/region/questions.ts';
import type { RequestFacts, RequestsFacts } from '../../../domain/views/requests.ts';
import type { Action, Block, Document, Reader } from '../../../ports/document.ts';
import {
  buttons,
  command,
  date,
  dayOf,
  document,
  form,
  note,
  ownAddress,
  sentence,
  sure,
  text,
  word,
} from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';

/** A request for information in words. What was asked and answered stands on the page alone, and in none of these. */

/** Where the words of the requests of a case are read. */
export function requestsPath(caseId: string): string {
  return `/c/${caseId}/requests`;
}

function link(caseId: string, { webUrl }: Reader) {
  return ownAddress(webUrl ? `${webUrl}${requestsPath(caseId)}` : null);
}

/** Tells somebody of a party that there is a question: by when, and where it stands. */
export function requestAsked(m: RequestAsked, reader: Reader): Document {
  const { by, due, count, what, caseId } = m;
  const values = { by, date: date(reader, due), n: count };
  return document(reader, m.code, [
    text(sentence(reader, `request.forYou.${what}`, values)),
    note(sentence(reader, 'request.where', { ...link(caseId, reader), what })),
    note(sentence(reader, 'request.whichChild', { code: m.code, by })),
    buttons(...askedActions(m, reader)),
  ]);
}

/** The ways to answer; of what somebody wrote down, whether it is right. */
export function askedActions(
  { caseId, requestId, what }: Pick<RequestAsked, 'caseId' | 'requestId' | 'what'>,
  reader: Reader,
): Action[] {
  const args = { caseId, requestId };
  if (what === 'byPhone')
    return [
      command(reader, 'button.requestRight', 'request.confirm', args, { style: 'primary' }),
      form(reader, 'button.requestOwn', 'request.answer', args),
    ];
  return [
    form(reader, 'button.requestAnswer', 'request.answer', args, { style: 'primary' }),
    command(reader, 'button.requestNotHeld', 'request.notHeld', args, sure(reader, 'confirm.requestNotHeld')),
  ];
}

/** Tells the case that a party was asked, or what came of it. */
export function requestTold(m: RequestTold, reader: Reader): Document {
  const { what, party, who, due, caseId, requestId } = m;
  const values = { party, who, date: date(reader, due), what };
  return document(
    reader,
    m.code,
    [
      text(sentence(reader, `request.told.${what}`, values)),
      note(sentence(reader, 'request.toldNext', { ...link(caseId, reader), what })),
      ...(what === 'silent'
        ? [
            buttons(
              form(reader, 'button.requestByPhone', 'request.enterByPhone', { caseId, requestId }),
              command(reader, 'button.requests', 'request.show', { caseId }),
            ),
          ]
        : []),
    ],
    'push.room',
  );
}

export function requestEnded(m: RequestEnded, reader: Reader): Document {
  return document(reader, m.code, [text(sentence(reader, 'request.ended', { code: m.code }))]);
}

/** Shows how it stands with what parties were asked: the answer to `vragen`. */
export function composeRequests(facts: RequestsFacts, reader: Reader): Document {
  return document(
    reader,
    facts.code,
    [
      { kind: 'heading', text: word(reader, 'request.heading') },
      ...requestsIntro(facts, reader),
      ...facts.requests.flatMap((one) => requestBlocks(one, facts, reader)),
      ...(facts.requests.length > 0
        ? [note(sentence(reader, 'request.readThere', link(facts.caseId, reader)))]
        : []),
      ...askButton(facts, reader),
    ],
    'push.plain',
  );
}

export function requestsIntro({ requests, ofOwn }: RequestsFacts, reader: Reader): Block[] {
  const own = ofOwn ? 'yes' : 'no';
  return [text(sentence(reader, requests.length > 0 ? 'request.what' : 'request.none', { own }))];
}

/** The way to ask a party something, for who may. */
export function askButton({ caseId, isOpen, mayAsk }: RequestsFacts, reader: Reader): Block[] {
  return isOpen && mayAsk
    ? [buttons(form(reader, 'button.requestAsk', 'request.begin', { caseId }, { style: 'primary' }))]
    : [];
}

/** One request: to whom, by when, how it stands, and what its reader can do. */
export function requestBlocks(one: RequestFacts, facts: RequestsFacts, reader: Reader): Block[] {
  const values = lineValues(one, reader);
  return [
    text(sentence(reader, 'request.asking', values)),
    text(sentence(reader, `request.is.${one.status}`, values)),
    ...actions(one, facts, reader),
  ];
}

function lineValues(one: RequestFacts, reader: Reader) {
  const { party, contact, by, due, at, status, answer } = one;
  return {
    ...{ party, contact, by, status },
    asked: date(reader, dayOf(reader, at)),
    date: date(reader, due),
    answeredBy: answer?.by ?? contact,
    writtenBy: answer?.writtenBy ?? 'none',
    phone: answer?.writtenBy ? 'yes' : 'no',
    answered: answer ? date(reader, dayOf(reader, answer.at)) : '',
  };
}

function actions(one: RequestFacts, { caseId, isOpen, mayAsk }: RequestsFacts, reader: Reader): Block[] {
  const isWaiting = one.status === 'open' || one.status === 'by_phone';
  if (!isOpen || !isWaiting) return [];
  const args = { caseId, requestId: one.id };
  const what = one.isMyWord ? 'byPhone' : 'asked';
  const mine = one.isMine ? askedActions({ ...args, what }, reader) : [];
  const own = mayAsk
    ? [
        form(reader, 'button.requestByPhone', 'request.enterByPhone', args),
        command(
          reader,
          'button.requestTakeBack',
          'request.takeBack',
          args,
          sure(reader, 'confirm.requestTakeBack'),
        ),
      ]
    : [];
  return mine.length + own.length > 0 ? [buttons(...mine, ...own)] : [];
}

/** The words of an example: those of the region, or those that come with Schakel. */
export function questionText({ key, own }: QuestionExample, reader: Reader): string {
  return own ?? word(reader, `requestExample.${key}` as TextKey);
}
