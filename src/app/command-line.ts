import type { Uuid } from '../domain/names.ts';
import { nearest } from '../domain/nearest.ts';
import { absence } from './command-line/absence.ts';
import { commandOf, formOf, type Meant, type Typing } from './command-line/meant.ts';
import { onAgreement } from './command-line/which.ts';

export type { Meant, Typing } from './command-line/meant.ts';

type Parse = (rest: string, typing: Typing) => Meant;

/** Subcommands in both languages: each is known to everybody, whatever their own language. */
const SUBCOMMANDS: Readonly<Record<string, Parse>> = {
  afspraak: (rest, t) =>
    inCase(t, (caseId) =>
      formOf('agreement.create', { caseId, ...(rest ? { suggestedTitle: rest.slice(0, 120) } : {}) }),
    ),
  klaar: (rest, t) => onAgreement('done', rest, t),
  vast: (rest, t) => onAgreement('stuck', rest, t),
  datum: (rest, t) => onAgreement('newDate', rest, t),
  afspraken: (_rest, t) =>
    inCase(
      t,
      (caseId) => commandOf('agreement.list', { caseId }),
      () => commandOf('agreement.mine', {}),
    ),
  casus: caseWords,
  regie: (_rest, t) => inCase(t, (caseId) => commandOf('lead.show', { caseId })),
  achtervang: (_rest, t) => inCase(t, (caseId) => formOf('deputy.set', { caseId })),
  deelnemer: (_rest, t) => inCase(t, (caseId) => formOf('participant.add', { caseId })),
  uitnodigen: (_rest, t) => inCase(t, (caseId) => formOf('participant.invite', { caseId })),
  telefonisch: (rest, t) => inCase(t, (caseId) => byPhone(rest, caseId, t)),
  koppel: () => commandOf('identity.code', {}),
  meedoen: () => ({ does: 'say', key: 'refused.codeMissing' }),
  werkruimte: () => ({ does: 'say', key: 'refused.workspaceCodeMissing' }),
  toestemming: (_rest, t) => inCase(t, (caseId) => commandOf('consent.show', { caseId })),
  goed: (_rest, t) => inCase(t, (caseId) => formOf('strength.note', { caseId })),
  afwezig: absence,
  werkdagen: () => formOf('person.days', {}),
  hulp: () => commandOf('help', {}),
};

const ALSO: Readonly<Record<string, string>> = {
  agreement: 'afspraak',
  done: 'klaar',
  stuck: 'vast',
  date: 'datum',
  agreements: 'afspraken',
  case: 'casus',
  lead: 'regie',
  deputy: 'achtervang',
  participant: 'deelnemer',
  invite: 'uitnodigen',
  phone: 'telefonisch',
  link: 'koppel',
  join: 'meedoen',
  workspace: 'werkruimte',
  good: 'goed',
  consent: 'toestemming',
  absence: 'afwezig',
  days: 'werkdagen',
  absent: 'afwezig',
  help: 'hulp',
};

/** Every word that can stand behind the root command. */
export const WORDS: readonly string[] = [...Object.keys(SUBCOMMANDS), ...Object.keys(ALSO)];

/** Reads `/schakel klaar 2`, `/klaar 2`, or a mention in a channel. An unknown word gets the nearest known one. */
export function understandCommand(root: string, text: string, typing: Typing): Meant {
  const whole = root === 'schakel' ? text.trim() : `${root} ${text.trim()}`.trim();
  const [first = '', ...others] = whole.split(/\s+/);
  if (first === '') return commandOf('help', {});
  const word = first.toLowerCase();
  const parse = SUBCOMMANDS[ALSO[word] ?? word];
  if (parse) return parse(others.join(' '), typing);
  const near = nearest(word, WORDS);
  return near
    ? { does: 'say', key: 'refused.unknownWordNear', values: { word: first.slice(0, 40), near } }
    : { does: 'say', key: 'refused.unknownWord', values: { word: first.slice(0, 40) } };
}

function inCase(t: Typing, then: (caseId: Uuid) => Meant, outside?: () => Meant): Meant {
  if (t.state) return then(t.state.case.id);
  return outside ? outside() : { does: 'say', key: 'refused.outsideCase' };
}

/** `telefonisch` writes down what a parent said, `telefonisch 2` of agreement 2, `telefonisch nieuw` what they proposed. */
function byPhone(rest: string, caseId: Uuid, t: Typing): Meant {
  const [word = ''] = rest.toLowerCase().split(/\s+/);
  if (['nieuw', 'nieuwe', 'new'].includes(word)) return formOf('agreement.createByPhone', { caseId });
  const number = Number(word.replace('#', ''));
  const about = word === '' ? undefined : t.state?.agreements.find((a) => a.number === number);
  return formOf('agreement.enterByPhone', { caseId, ...(about ? { agreement: about.id } : {}) });
}

function caseWords(rest: string, t: Typing): Meant {
  const word = rest.split(/\s+/)[0]?.toLowerCase() ?? '';
  if (['nieuw', 'open', 'openen', 'new'].includes(word)) return formOf('case.open', {});
  if (!t.state) return word === '' ? formOf('case.open', {}) : { does: 'say', key: 'refused.outsideCase' };
  const caseId = t.state.case.id;
  if (['sluit', 'sluiten', 'afsluiten', 'close'].includes(word)) return formOf('case.close', { caseId });
  if (['pauze', 'wacht', 'hold'].includes(word)) return formOf('case.hold', { caseId });
  if (['hervat', 'verder', 'resume'].includes(word)) return commandOf('case.resume', { caseId });
  if (['contact', 'aanspreekpunt'].includes(word)) return formOf('case.setEscalationContact', { caseId });
  return commandOf('case.show', { caseId });
}
