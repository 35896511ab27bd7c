import { idOf } from '../../../domain/manage/administration.ts';
import { usesOfPerson } from '../../../domain/manage/people.ts';
import type { FilePerson } from '../../../domain/region/region-file.ts';
import type { Action, Block } from '../../../ports/document.ts';
import { weekdayName } from '../../words/dates.ts';
import { date, sure, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { change, nameOf, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The people a region names: how they are reached, when they work, for what they are named, and whether they are away. */
export function peopleSections(s: Setup): Section[] {
  const list = s.file.people.map((p): Section => ({ title: p.name, blocks: person(s, p) }));
  const names = (keys: readonly string[]): string => keys.map((k) => nameOf(s.file, k)).join(', ');
  return [
    {
      title: word(s.reader, 'manage.rolesTitle'),
      blocks: [
        says(s, 'manage.coordinators', { names: names(s.file.coordinators) }),
        says(s, 'manage.administrators', {
          names: s.file.administrators ? names(s.file.administrators) : 'none',
        }),
        s.isAdministrator
          ? row(change(s, 'manage.b.change', 'manage.roles'))
          : small(s, 'manage.forAdministrators'),
        row(change(s, 'manage.b.addPerson', 'manage.person')),
      ],
    },
    ...list,
  ];
}

function person(s: Setup, p: FilePerson): Block[] {
  const uses = usesOfPerson(s.file, p.key).map((u) =>
    word(s.reader, `manage.use.${u.as}` as TextKey, { where: u.where }),
  );
  const away = s.away.get(p.key);
  const until = away?.until ? date(s.reader, away.until) : 'none';
  const isOurs = !s.elsewhere.includes(p.key);
  return [
    says(s, 'manage.reached', { how: ways(s, p) || 'none', email: p.email ?? 'none' }),
    ...(waits(s, p) ? [says(s, 'manage.accountWaits')] : []),
    ...(s.unlinked.includes(p.key) && !waits(s, p) ? [says(s, 'manage.accountLinks', { name: p.name })] : []),
    ...address(s, p),
    ...(p.phone ? [says(s, 'manage.phone', { phone: p.phone })] : []),
    ...(p.workingDays
      ? [
          says(s, 'manage.personDays', {
            days: p.workingDays.map((d) => weekdayName(d, s.reader.language)).join(', '),
          }),
        ]
      : []),
    ...(uses.length > 0 ? [small(s, 'manage.uses', { uses: uses.join('; ') })] : []),
    ...(away ? [says(s, 'manage.awayText', { from: date(s.reader, away.from), until })] : []),
    row(
      change(s, 'manage.b.change', 'manage.person', { person: p.key }),
      s.newLinkTo.includes(p.key) && newLink(s, p),
      s.showLinkTo.includes(p.key) && showLink(s, p),
      isOurs && change(s, 'manage.b.away', 'manage.away', { person: p.key }),
      isOurs &&
        away !== undefined &&
        press(s, away.from <= s.today ? 'manage.b.back' : 'manage.b.notAway', 'manage.back', {
          person: p.key,
        }),
      uses.length === 0 && remove(s, 'manage.personRemove', { person: p.key }),
    ),
  ];
}

/** Asked about first: whoever hears the code next must be the person themselves. */
function newLink(s: Setup, p: FilePerson): Action {
  return {
    ...press(s, 'manage.b.newLink', 'manage.newLink', { person: p.key }),
    ...sure(s.reader, 'manage.newLinkSure', { name: p.name }),
  };
}

function showLink(s: Setup, p: FilePerson): Action {
  return {
    ...press(s, 'button.showLink', 'manage.showLink', { person: p.key }),
    ...sure(s.reader, 'manage.showLinkSure', { name: p.name }),
  };
}

/** An account in a workspace that waits is nobody here yet. */
function waits(s: Setup, p: FilePerson): boolean {
  const first = (platform: string): string | undefined => {
    const found = s.file.workspaces.find((w) => w.platform === platform);
    return found && idOf(found);
  };
  const places = [
    ...(p.slack ? [p.slackTeam ?? first('slack')] : []),
    ...(p.teams ? [p.teamsTenant ?? first('teams')] : []),
  ];
  return places.some((id) => id !== undefined && s.waiting.includes(id));
}

function ways(s: Setup, p: FilePerson): string {
  return [
    p.slack ? 'Slack' : '',
    p.teams ? 'Microsoft Teams' : '',
    !p.slack && !p.teams && p.email ? word(s.reader, 'manage.onWeb') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Another address than they had, or none any more: who wrote that down alone does not decide that it is right. */
function address(s: Setup, p: FilePerson): Block[] {
  const waiting = s.addresses.get(p.key);
  if (!waiting) return [];
  const { isOther, gone } = waiting;
  const values = { name: p.name, refused: waiting.isRefused ? 'yes' : 'no' };
  const what = [
    ...(isOther ? [says(s, 'manage.addressWaits', values)] : []),
    ...(gone ? [says(s, 'manage.addressGone', { ...values, what: gone })] : []),
  ];
  if (waiting.isRefused) return what.slice(0, 1);
  const confirm = {
    ...press(s, 'manage.b.addressConfirm', 'manage.address', { person: p.key }),
    ...sure(s.reader, isOther ? 'manage.addressSure' : 'manage.addressGoneSure', { name: p.name }),
  };
  return [
    ...what,
    small(s, waiting.isElsewhere ? 'manage.addressElsewhere' : 'manage.addressHow', { name: p.name }),
    ...(waiting.mayConfirm ? [row(confirm)] : []),
  ];
}
