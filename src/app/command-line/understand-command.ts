import { nearest } from '../../domain/spelling.ts';
import { withDigits } from '../../domain/typed-text.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import { absence } from './absence.ts';
import { commandOf, formOf, type Meant, type Typing } from './meant.ts';
import type { Verb } from './verbs.ts';
import { allCorrect, numbersIn, onAgreement } from './which.ts';

export type { Meant, Typing } from './meant.ts';

type Parse = (rest: string, typing: Typing) => Meant;

/** Subcommands in both languages: each is known to everybody, whatever their own language. */
const SUBCOMMANDS: Readonly<Record<string, Parse>> = {
  afspraak: (rest, t) =>
    inCase(t, (caseId) =>
      formOf('agreement.create', { caseId, ...(rest ? { suggestedTitle: rest.slice(0, 120) } : {}) }),
    ),
  voorbeelden: (_rest, t) => inCase(t, (caseId) => formOf('library.choose', { caseId })),
  klopt: (rest, t) => right(rest, t),
  'alles klopt': (rest, t) => (rest === '' ? allCorrect(t) : onAgreement('correct', rest, t)),
  anders: (rest, t) => onAgreement('different', rest, t),
  klaar: (rest, t) => done(rest, t),
  'klopt is klaar': (rest, t) => onAgreement('confirmDone', rest, t),
  'nog niet': (rest, t) => onAgreement('notYet', rest, t),
  lukt: (rest, t) => onAgreement('onTrack', rest, t),
  vast: (rest, t) => onAgreement('stuck', rest, t),
  datum: (rest, t) => onAgreement('newDate', rest, t),
  'pak op': (rest, t) => onAgreement('pickUp', rest, t),
  'vraag na': (rest, t) => onAgreement('ask', rest, t),
  'minder vaak': (rest, t) => onAgreement('askLess', rest, t),
  'komt terug': (rest, t) => onAgreement('rhythm', rest, t),
  afspraken: (_rest, t) =>
    inCase(
      t,
      (caseId) => commandOf('agreement.list', { caseId }),
      () => commandOf('agreement.mine', {}),
    ),
  aanmelden: () => formOf('report.make', {}),
  casus: caseWords,
  intake: (_rest, t) => inCase(t, (caseId) => commandOf('intake.show', { caseId })),
  'regie overdragen': (_rest, t) => inCase(t, (caseId) => formOf('lead.handOver', { caseId })),
  'hoe vaak': (_rest, t) => inCase(t, (caseId) => formOf('family.askedOn', { caseId })),
  bezwaar: (_rest, t) => inCase(t, (caseId) => commandOf('appeal.show', { caseId })),
  'regie voorkeur': (_rest, t) => inCase(t, (caseId) => formOf('lead.wish', { caseId })),
  regie: (_rest, t) => inCase(t, (caseId) => commandOf('lead.show', { caseId })),
  wie: (_rest, t) =>
    inCase(
      t,
      (caseId) => commandOf('network.show', { caseId }),
      () => ({ does: 'askCase', command: 'network.show' }),
    ),
  achtervang: (_rest, t) => inCase(t, (caseId) => formOf('deputy.set', { caseId })),
  deelnemer: (_rest, t) => inCase(t, (caseId) => formOf('participant.add', { caseId })),
  uitnodigen: (_rest, t) => inCase(t, (caseId) => formOf('participant.invite', { caseId })),
  telefonisch: (rest, t) => inCase(t, (caseId) => byPhone(rest, caseId, t)),
  koppel: () => commandOf('identity.code', {}),
  meedoen: () => ({ does: 'say', key: 'refused.codeMissing' }),
  werkruimte: () => ({ does: 'say', key: 'refused.workspaceCodeMissing' }),
  toestemming: (_rest, t) => inCase(t, (caseId) => commandOf('consent.show', { caseId })),
  vragen: (_rest, t) => inCase(t, (caseId) => commandOf('request.show', { caseId })),
  trajecten: (_rest, t) => inCase(t, (caseId) => commandOf('track.show', { caseId })),
  traject: (_rest, t) => inCase(t, (caseId) => formOf('track.note', { caseId })),
  termijnen: (_rest, t) =>
    inCase(
      t,
      (caseId) => commandOf('term.show', { caseId }),
      () => ({ does: 'askCase', command: 'term.show' }),
    ),
  goed: (_rest, t) => inCase(t, (caseId) => formOf('strength.note', { caseId })),
  afwezig: absence,
  werkdagen: () => formOf('person.days', {}),
  wegwijs: () => commandOf('directory.show', {}),
  werkwijze: () => commandOf('workingMethod.show', {}),
  hulp: () => commandOf('help', {}),
};

/** Other words for the same: what stands on the buttons, and English. */
const ALSO: Readonly<Record<string, string>> = {
  report: 'aanmelden',
  'klopt alles': 'alles klopt',
  'klopt niet': 'anders',
  'ik heb het anders begrepen': 'anders',
  'is klaar': 'klaar',
  'niet klaar': 'nog niet',
  'het lukt': 'lukt',
  'ik loop vast': 'vast',
  'ik pak het op': 'pak op',
  'ik vraag het na': 'vraag na',
  correct: 'klopt',
  'all correct': 'alles klopt',
  'correct all': 'alles klopt',
  'not correct': 'anders',
  different: 'anders',
  'i understood it differently': 'anders',
  'yes it is done': 'klopt is klaar',
  'not yet': 'nog niet',
  'it will work': 'lukt',
  "i'm stuck": 'vast',
  'pick up': 'pak op',
  "i'll pick it up": 'pak op',
  ask: 'vraag na',
  "i'll ask": 'vraag na',
  'minder vaak vragen': 'minder vaak',
  'less often': 'minder vaak',
  'comes back': 'komt terug',
  'ask less often': 'minder vaak',
  agreement: 'afspraak',
  examples: 'voorbeelden',
  done: 'klaar',
  stuck: 'vast',
  date: 'datum',
  agreements: 'afspraken',
  case: 'casus',
  'hand over lead': 'regie overdragen',
  'how often': 'hoe vaak',
  objection: 'bezwaar',
  'andere regiehouder': 'bezwaar',
  'another lead': 'bezwaar',
  'lead preference': 'regie voorkeur',
  lead: 'regie',
  'wie is wie': 'wie',
  who: 'wie',
  'who is who': 'wie',
  deputy: 'achtervang',
  participant: 'deelnemer',
  invite: 'uitnodigen',
  phone: 'telefonisch',
  link: 'koppel',
  join: 'meedoen',
  workspace: 'werkruimte',
  tracks: 'trajecten',
  track: 'traject',
  terms: 'termijnen',
  good: 'goed',
  consent: 'toestemming',
  questions: 'vragen',
  absence: 'afwezig',
  days: 'werkdagen',
  absent: 'afwezig',
  'wie kan helpen': 'wegwijs',
  directory: 'wegwijs',
  'zo werken we': 'werkwijze',
  'how we work': 'werkwijze',
  'who can help': 'wegwijs',
  help: 'hulp',
};

/** Each subcommand with all words for it, its own first: what the list in help is held against. */
export const WORDS_OF: ReadonlyMap<string, readonly string[]> = new Map(
  Object.keys(SUBCOMMANDS).map((own) => [
    own,
    [own, ...Object.keys(ALSO).filter((word) => ALSO[word] === own)],
  ]),
);

/** Every word that can stand behind the root command. */
export const COMMAND_WORDS: readonly string[] = [...Object.keys(SUBCOMMANDS), ...Object.keys(ALSO)];

const LONGEST = Math.max(...COMMAND_WORDS.map((word) => word.split(' ').length));

/** Reads `/schakel klaar 2`, `/klaar 2`, or a mention in a channel. An unknown word gets the nearest known one. */
export function understandCommand(root: string, text: string, typing: Typing): Meant {
  const whole = root === 'schakel' ? text.trim() : `${root} ${text.trim()}`.trim();
  const [first = '', ...others] = inOrder(whole).split(/\s+/);
  if (first === '') return commandOf('help', {});
  for (let n = Math.min(LONGEST, others.length + 1); n > 0; n--) {
    const parse = parserOf([first, ...others].slice(0, n));
    if (parse) return parse(others.slice(n - 1).join(' '), typing);
  }
  const word = first.slice(0, 40);
  const near = nearest(first.toLowerCase(), COMMAND_WORDS);
  return near
    ? { does: 'say', key: 'refused.unknownWordNear', values: { word, near } }
    : { does: 'say', key: 'refused.unknownWord', values: { word } };
}

/** “Ik pak 2 op” and “vraag 2 na” as “pak op 2” and “vraag na 2”. */
function inOrder(whole: string): string {
  return whole
    .replace(/^(?:ik\s+)?pak\s+(?!het\b)(.+?)\s+op$/i, 'pak op $1')
    .replace(/^(?:ik\s+)?vraag\s+(?!het\b)(.+?)\s+na$/i, 'vraag na $1');
}

function parserOf(words: readonly string[]): Parse | undefined {
  const said = words
    .map((word) =>
      word
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/[,.:;!?]+$/, ''),
    )
    .join(' ');
  const known = Object.hasOwn(ALSO, said) ? (ALSO[said] ?? said) : said;
  return Object.hasOwn(SUBCOMMANDS, known) ? SUBCOMMANDS[known] : undefined;
}

/** `klaar 2` reports it; `klaar 2 klopt` and `klaar 2 nog niet` answer who reported it. */
function done(rest: string, t: Typing): Meant {
  return (
    behind(rest, /^(.*?)[\s,]*\b(?:klopt|correct)[.!]?$/is, 'confirmDone', t) ??
    behind(rest, /^(.*?)[\s,]*\b(?:nog niet|not yet)[.!]?$/is, 'notYet', t) ??
    onAgreement('done', rest, t)
  );
}

/** `klopt 2` is about the agreement, `klopt 2 is klaar` about its being done. */
function right(rest: string, t: Typing): Meant {
  return (
    behind(rest, /^(.*?)[\s,]*\b(?:is )?(?:klaar|done)[.!]?$/is, 'confirmDone', t) ??
    onAgreement('correct', rest, t)
  );
}

/** A word behind the agreement that says something else of it, where the agreement itself is clear. */
function behind(rest: string, pattern: RegExp, verb: Verb, t: Typing): Meant | null {
  const [, about] = pattern.exec(rest) ?? [];
  if (about === undefined) return null;
  const meant = onAgreement(verb, about, t);
  return about === '' || numbersIn(about) || meant.does === 'each' ? meant : null;
}

function inCase(t: Typing, then: (caseId: Uuid) => Meant, outside?: () => Meant): Meant {
  if (t.state) return then(t.state.case.id);
  return outside ? outside() : { does: 'say', key: 'refused.outsideCase' };
}

/** `telefonisch` writes down what a parent said, `telefonisch 2` of agreement 2, `telefonisch nieuw` what they proposed. */
function byPhone(rest: string, caseId: Uuid, t: Typing): Meant {
  const [word = ''] = rest.toLowerCase().split(/\s+/);
  if (['nieuw', 'nieuwe', 'new'].includes(word)) return formOf('agreement.createByPhone', { caseId });
  const number = Number(withDigits(word).replace('#', ''));
  const about = word === '' ? undefined : t.state?.agreements.find((a) => a.number === number);
  return formOf('agreement.enterByPhone', { caseId, ...(about ? { agreement: about.id } : {}) });
}

function caseWords(rest: string, t: Typing): Meant {
  const word = rest.split(/\s+/)[0]?.toLowerCase() ?? '';
  if (['nieuw', 'open', 'openen', 'new'].includes(word)) return formOf('case.open', {});
  if (!t.state) return word === '' ? formOf('case.open', {}) : { does: 'say', key: 'refused.outsideCase' };
  const caseId = t.state.case.id;
  if (['sluit', 'sluiten', 'afsluiten', 'close'].includes(word)) return formOf('case.close', { caseId });
  if (['heropen', 'heropenen', 'reopen'].includes(word)) return formOf('case.reopen', { caseId });
  if (['pauze', 'wacht', 'hold'].includes(word)) return formOf('case.hold', { caseId });
  if (['betrokkenheid', 'involvement'].includes(word)) return formOf('case.setInvolvement', { caseId });
  if (['thuis', 'verzuim', 'absence'].includes(word)) return formOf('case.setAbsence', { caseId });
  if (['les', 'lesson'].includes(word)) return formOf('case.firstLesson', { caseId });
  if (['weer-thuis', 'home-again'].includes(word)) return formOf('case.homeAgain', { caseId });
  if (['hervat', 'verder', 'resume'].includes(word)) return commandOf('case.resume', { caseId });
  if (['contact', 'aanspreekpunt'].includes(word)) return formOf('case.setEscalationContact', { caseId });
  return commandOf('case.show', { caseId });
}
