import type { CasePage, CasePerson, WaitingAddress } from '../../../../src/app/pages/case/case-page.ts';
import type { AgreementFacts, Message } from '../../../../src/domain/messages/index.ts';
import type { Action } from '../../../../src/ports/document.ts';
import { agreementCard } from '../../../../src/text/compose/agreements/agreement.ts';
import { withoutBasisWords } from '../../../../src/text/compose/case/basis.ts';
import {
  absentFacts,
  caseActions,
  manageActions,
  reopen,
  sharedLines,
} from '../../../../src/text/compose/case/case.ts';
import { trackBlocks } from '../../../../src/text/compose/case/tracks.ts';
import { askedOnAction, oftenWord } from '../../../../src/text/compose/family.ts';
import {
  handoverAction,
  nextLeadLine,
  releaseLead,
  replaceLead,
  wishAction,
  wishLines,
} from '../../../../src/text/compose/lead.ts';
import { date, form, word } from '../../../../src/text/words/tools.ts';
import type { TextKey } from '../../../../src/text/words/translate.ts';
import { heading, type Pen, renderActions, renderBlocks, renderDocument, rich } from '../../render.ts';
import { route, type Visit } from '../../routes.ts';
import { type Html, html, NOTHING } from '../../shell/html.ts';
import { problem, show } from '../../shell/page.ts';
import { followPage } from '../follow.ts';
import { forYouSection } from '../for-you.ts';
import { labelLine } from '../label.ts';
import { guidanceLinks } from '../region/guidance.ts';
import { messageList } from '../told.ts';
import { calledBody } from './called.ts';
import { clockSection, OF_THE_CLOCK } from './clock.ts';
import { earlierOnes } from './earlier.ts';
import { appealsSection } from './family/appeals.ts';
import { consentsSection } from './family/consents.ts';
import { intakeSection } from './intake.ts';
import { INVOLVEMENT, involvementSection } from './involvement.ts';
import { reportBody } from './report.ts';
import { requestSection } from './requests/section.ts';
import { termSection } from './terms/section.ts';

/** The number of last messages that stand open; the rest is behind a word. */
const SHOWN = 8;

/** The case as one calm page: what is asked of me, what goes well, the clock, the plan, who is who, what happened. */
export const caseRoutes = [
  route('get', '/c/:caseId', 'signedIn', showCase),
  route('get', '/c/:caseId/live', 'signedIn', liveCase),
];

async function showCase(visit: Visit<'signedIn'>): Promise<Response> {
  const { personId } = visit.visitor.session;
  const caseId = visit.c.req.param('caseId') ?? '';
  const page = isUuid(caseId) ? await visit.deps.pages.case(personId, caseId) : null;
  if (!page) return problem(visit, 404, 'notFound');
  const live = `/c/${page.caseId}/live?seen=${page.seen}`;
  const { formToken } = visit.visitor;
  if ('calls' in page)
    return show(visit, page.reader, {
      title: page.code,
      body: calledBody(page, formToken),
      live,
      own: { caseId: page.caseId, code: null },
    });
  if ('report' in page)
    return show(visit, page.reader, {
      title: page.code,
      body: reportBody(page, formToken),
      live,
      own: { caseId: page.caseId, code: null },
    });
  const labels = await visit.deps.own.labels(personId);
  return show(visit, page.reader, {
    title: page.overview.code,
    body: caseBody(page, formToken, labels.get(page.caseId)),
    live,
    own: { caseId: page.caseId, code: page.people.some((p) => p.isMe) ? page.overview.code : null },
  });
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

async function liveCase(visit: Visit<'signedIn'>): Promise<Response> {
  const caseId = visit.c.req.param('caseId') ?? '';
  return isUuid(caseId) ? followPage(visit, caseId) : problem(visit, 404, 'notFound');
}

export function caseBody(page: CasePage, formToken: string, label?: string | null): Html {
  const { reader } = page;
  const pen: Pen = { reader, formToken, headings: 3, mayDo: page.mayDo };
  return html`${heading(page.overview.code, 1)}
<p class="utrecht-paragraph schakel-note schakel-printed">${word(reader, 'web.printed', { date: date(reader, page.today) })}</p>
${labelLine(reader, page.caseId, label)}
${page.closedOn ? closedCase(page, page.closedOn, pen) : NOTHING}
${page.overview.of === undefined ? (page.closedOn ? NOTHING : clockSection(page, pen)) : onlyOwn(page, page.overview.of)}
${forYouSection({
  reader,
  formToken,
  forYou: page.forYou,
  asked: page.asked.map((question) => ({ caseId: page.caseId, question })),
  mayConsent: mayConsent(page) ? [page.caseId] : [],
  codeOf: () => null,
  mayDo: (_caseId, action) => page.mayDo(action),
})}
${page.wishAsked ? leadWish(page, pen) : NOTHING}
${page.intake?.shown.inIntake ? intakeSection(page.intake, pen) : NOTHING}
${page.overview.of === undefined ? good(page, pen) : NOTHING}
<section aria-labelledby="plan"><h2 class="utrecht-heading-2" id="plan">${word(reader, 'web.plan')}</h2>
${
  page.open.length === 0
    ? html`<p class="utrecht-paragraph">${planNone(page)}</p>`
    : page.open.map((a) => card(page, a, { ...pen, first: 2 }))
}
${renderActions(caseActions(page.overview, reader).filter(isOfPlan), { ...pen, first: 3 })}
${closed(page, pen)}</section>
${appealsSection(page.appeals, pen)}
${tracks(page, pen)}
${requestSection(page, pen)}
${termSection(page, pen)}
${involvementSection(page, pen)}
${people(page, pen)}
${consentsSection(page, pen)}
${page.intake && !page.intake.shown.inIntake ? intakeSection(page.intake, pen) : NOTHING}
${guidance(page)}
${history(page, pen)}
${manage(page, pen)}`;
}

/** Links to what everybody in the case may read of its region. */
function guidance({ reader, regionKey }: CasePage): Html {
  return html`<section class="schakel-noprint" aria-labelledby="ways">${heading(word(reader, 'ways.heading'), 2, 'ways')}${guidanceLinks(regionKey, reader)}</section>`;
}

/** First of all: it is closed, since when and with what; and the one thing that can be done with it. */
function closedCase({ reader, overview, caseId }: CasePage, on: string, pen: Pen): Html {
  const outcome = overview.notTakenIn
    ? word(reader, 'web.notTakenIn', { because: word(reader, `notTakenIn.${overview.notTakenIn}`) })
    : word(reader, `outcome.${overview.outcome ?? 'neither'}` as TextKey);
  const values = { date: date(reader, on), outcome, reason: overview.statusReason || 'none' };
  return html`<div class="utrecht-alert utrecht-alert--info"><div><p class="utrecht-paragraph">${word(reader, overview.of === undefined ? 'web.closedCase' : 'web.closedCaseShort', values)}</p>
${renderActions([reopen(caseId, reader)], pen)}</div></div>`;
}

/**
 * The list of agreements is this page; what goes well, who takes part and who may read along have places of their own
 * on it.
 */
function isOfPlan(action: Action): boolean {
  return ![...ELSEWHERE, ...ABOUT_PEOPLE].includes(nameOf(action));
}

/** The commands whose answer is a part of the page itself. */
const ELSEWHERE: readonly string[] = [
  'agreement.list',
  'intake.show',
  'network.show',
  'strength.note',
  'consent.show',
  'track.show',
  'lead.wish',
  'appeal.show',
  'term.show',
];

/** The commands about who takes part, which stand beside the people themselves. */
const ABOUT_PEOPLE: readonly string[] = [
  'participant.add',
  'participant.inviteByLink',
  'participant.invite',
  'participant.newLink',
  'participant.showLink',
  'participant.newAddress',
  'participant.inviteExternal',
  'participant.remove',
  'deputy.set',
];

/** Stands with the address that waits. */
const CONFIRM = 'participant.confirmAddress';

function nameOf({ does }: Action): string {
  return 'command' in does ? does.command : does.form;
}

/** Why somebody sees no more than their own agreements, kindly, and that nothing is asked of them. */
function onlyOwn({ reader, overview }: CasePage, party: string): Html {
  const why = overview.ofOne ? 'guardians.page' : 'consent.limitedPage';
  return html`<p class="utrecht-paragraph schakel-only-own">${word(reader, why, { party })}</p>`;
}

function planNone({ reader, closedOn, closed: over, overview: { of, missing } }: CasePage): string {
  if (closedOn || over.length > 0) return word(reader, 'web.planClosed');
  if (missing) return word(reader, 'intake.noneYet');
  return of === undefined ? word(reader, 'web.planNone') : word(reader, 'consent.limitedNone', { party: of });
}

/** Theirs to say, and not said yet. */
function mayConsent({ consents: { isOpen, mayAnswer, parties } }: CasePage): boolean {
  return (
    isOpen && mayAnswer && parties.some(({ isHere, mine }) => mine === 'asked' || (isHere && mine === null))
  );
}

/** Asks one of the family whom they would like to lead, while the lead is to be chosen. They need not answer. */
function leadWish({ reader, caseId }: CasePage, pen: Pen): Html {
  return html`<section aria-labelledby="lead-wish" class="schakel-noprint"><h2 class="utrecht-heading-2" id="lead-wish">${word(reader, 'form.lead.wish')}</h2>
<p class="utrecht-paragraph">${word(reader, 'asked.wishLead')}</p>
<p class="utrecht-paragraph schakel-note">${word(reader, 'asked.wishLeadNext')}</p>
${renderActions([wishAction(caseId, reader)], pen)}</section>`;
}

/** Tracks beside the case; with nothing there it is only the way to note something. */
function tracks({ reader, overview, tracks: facts }: CasePage, pen: Pen): Html {
  if (overview.of !== undefined) return NOTHING;
  return html`<section aria-labelledby="tracks"${facts.tracks.length === 0 ? html` class="schakel-noprint"` : NOTHING}><h2 class="utrecht-heading-2" id="tracks">${word(reader, 'track.heading')}</h2>
${renderBlocks(trackBlocks(facts, reader, 'page'), pen)}
${facts.isFamily ? html`<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${facts.caseId}/take-along">${word(reader, 'along.link')}</a></p>` : NOTHING}</section>`;
}

function good(page: CasePage, pen: Pen): Html {
  const { reader, overview } = page;
  const tell = form(reader, 'web.tellGood', 'strength.note', { caseId: page.caseId });
  return html`<section aria-labelledby="good"><h2 class="utrecht-heading-2" id="good">${word(reader, 'web.good')}</h2>
<p class="utrecht-paragraph schakel-words" dir="auto">${overview.strength ?? word(reader, 'web.goodNone')}</p>
${renderActions(overview.status === 'closed' ? [] : [tell], pen)}</section>`;
}

function card(page: CasePage, a: AgreementFacts, pen: Pen): Html {
  return html`<article class="schakel-card">${renderDocument(agreementCard(page.overview.code, a, page.reader), pen)}
${earlierOnes(page.earlier.get(a.id) ?? [], page.reader)}</article>`;
}

function closed(page: CasePage, pen: Pen): Html {
  if (page.closed.length === 0) return NOTHING;
  return html`<details class="schakel-closed"><summary>${word(page.reader, 'web.closed', { n: page.closed.length })}</summary>
${page.closed.map((a) => card(page, a, pen))}</details>`;
}

function people(page: CasePage, pen: Pen): Html {
  const { reader, overview } = page;
  const all = [
    ...caseActions(overview, reader),
    ...manageActions(overview, reader),
    ...(page.canSend
      ? []
      : [form(reader, 'button.showLink', 'participant.showLink', { caseId: page.caseId })]),
  ];
  const actions = [
    ...ABOUT_PEOPLE.flatMap((name) => all.filter((action) => nameOf(action) === name)),
    wishAction(page.caseId, reader),
    askedOnAction(page.caseId, reader),
    ...(overview.lead
      ? [handoverAction(overview, reader), releaseLead(page.caseId, reader), replaceLead(page.caseId, reader)]
      : []),
  ];
  return html`<section aria-labelledby="people"><h2 class="utrecht-heading-2" id="people">${word(reader, 'web.people')}</h2>
${sharedLines(overview, reader).map((line) => html`<p class="utrecht-paragraph">${rich(line)}</p>`)}
<ul class="utrecht-unordered-list">${page.people.map((p) => html`<li class="utrecht-unordered-list__item">${personLine(page, p)}</li>`)}</ul>
${page.withoutBasis.map((one) => html`<p class="utrecht-paragraph">${rich(withoutBasisWords(one, reader))}</p>`)}
${overview.nextLead ? html`<p class="utrecht-paragraph">${rich(nextLeadLine(overview.nextLead, reader))}</p>` : NOTHING}
${page.leadWishes.length > 0 ? html`${wishLines(page.leadWishes, reader).map((line) => html`<p class="utrecht-paragraph schakel-noprint">${rich(line)}</p>`)}` : NOTHING}
${absent(page, pen)}
<p class="utrecht-paragraph schakel-noprint"><a class="utrecht-link" href="/c/${page.caseId}/who">${word(reader, 'network.page')}</a></p>
${page.addresses.map((one) => waiting(page, one, pen))}
${renderActions(overview.status === 'closed' ? [] : actions, { ...pen, first: 2 })}</section>`;
}

function absent({ reader, overview }: CasePage, pen: Pen): Html {
  const facts = overview.of === undefined ? absentFacts(overview, reader) : [];
  return facts.length === 0 ? NOTHING : html`${renderBlocks([{ kind: 'facts', facts }], pen)}`;
}

/** Says that another number or address waits, and what there is to do; the number itself is shown to nobody. */
function waiting(page: CasePage, one: WaitingAddress, pen: Pen): Html {
  const { reader, caseId } = page;
  const { person, participantId, isRefused, isElsewhere, mayConfirm } = one;
  const values = { person: person.name, refused: isRefused ? 'yes' : 'no', own: mayConfirm ? 'no' : 'yes' };
  const confirm = form(reader, 'button.confirmAddress', CONFIRM, { caseId, participant: participantId });
  const next = word(reader, isElsewhere ? 'address.elsewhere' : 'address.second', values);
  return html`<div class="schakel-card schakel-noprint"><p class="utrecht-paragraph">${word(reader, 'address.waits', values)}</p>
${isRefused ? NOTHING : html`<p class="utrecht-paragraph schakel-note">${next}</p>`}
${mayConfirm ? renderActions([confirm], pen) : NOTHING}</div>`;
}

function personLine({ reader }: CasePage, p: CasePerson): Html {
  const more = [
    word(reader, `role.${p.role}` as TextKey),
    p.organisation,
    p.isLead ? word(reader, 'web.lead') : null,
    p.role === 'processLead' ? word(reader, 'network.guards') : null,
    p.deputy ? word(reader, 'web.deputyIs', { deputy: p.deputy.name }) : null,
    p.away ? word(reader, 'web.away') : null,
    p.isLimited ? word(reader, 'web.onlyOwn') : null,
    p.often === 'usual'
      ? null
      : word(reader, 'web.askedOn', { often: plainStart(oftenWord(reader, p.often)) }),
    p.isMe ? word(reader, 'web.you') : null,
  ].filter((part) => part !== null);
  return html`<strong>${p.person.name}</strong> – ${more.join(', ')}`;
}

function plainStart(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function history(page: CasePage, pen: Pen): Html {
  const { reader } = page;
  const inHistory: Pen = { ...pen, mayDo: () => false };
  return html`<section aria-labelledby="history" class="schakel-noprint"><h2 class="utrecht-heading-2" id="history">${word(reader, 'web.history')}</h2>
${
  page.history.length === 0
    ? html`<p class="utrecht-paragraph">${word(reader, 'web.historyNone')}</p>`
    : html`${messageList(newsOf(page).slice(0, SHOWN), inHistory, isAnswered(page))}${older(page, inHistory)}${roomWelcome(page, inHistory)}`
}
<p class="utrecht-paragraph"><a class="utrecht-link" href="/c/${page.caseId}/passed-on">${word(reader, 'passed.link')}</a></p></section>`;
}

/** A person who was welcomed in their own words finds those for the room folded away, and does not read them twice. */
function isWelcomed({ forYou }: CasePage): boolean {
  const all = [...forYou.asks, ...forYou.tells, ...forYou.before];
  return all.some(({ message }) => message.type === 'PersonWelcomed');
}

function newsOf(page: CasePage): CasePage['history'] {
  return isWelcomed(page) ? page.history.filter(({ message }) => message.type !== 'Welcome') : page.history;
}

function roomWelcome(page: CasePage, pen: Pen): Html {
  const welcome = page.history.filter((one) => !newsOf(page).includes(one));
  if (welcome.length === 0) return NOTHING;
  return html`<details><summary>${word(page.reader, 'web.welcomeOfAll')}</summary>${messageList(welcome, pen, isAnswered(page))}</details>`;
}

/** True for a message that asked everybody something, and has its answer by now. */
function isAnswered({ open, overview }: CasePage): (m: Message) => boolean {
  const waits = new Set(open.flatMap((a) => (a.status === 'reported_done' ? [a.id] : [])));
  return (m) => {
    if (m.type === 'DoneReported') return !waits.has(m.agreement.id);
    return (m.type === 'LeadMissing' || m.type === 'LeadReleased') && overview.lead !== null;
  };
}

function older(page: CasePage, pen: Pen): Html {
  const rest = newsOf(page).slice(SHOWN);
  if (rest.length === 0) return NOTHING;
  return html`<details><summary>${word(page.reader, 'web.older', { n: rest.length })}</summary>${messageList(rest, pen, isAnswered(page))}</details>`;
}

/** Shows what a lead or coordinator can do. */
function manage(page: CasePage, pen: Pen): Html {
  const actions = manageActions(page.overview, page.reader).filter(
    (action) =>
      ![...ABOUT_PEOPLE, ...OF_THE_CLOCK, CONFIRM, INVOLVEMENT].includes(nameOf(action)) &&
      page.mayDo(action),
  );
  if (actions.length === 0 || page.overview.status === 'closed') return NOTHING;
  return html`<details class="schakel-noprint"><summary>${word(page.reader, 'web.manageCase')}</summary>${renderActions(actions, pen)}</details>`;
}
