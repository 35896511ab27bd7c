import type { ConsentDefault, WorkspaceConfirmed } from '../../../domain/messages/index.ts';
import { consentRuleOf } from '../../../domain/region/consent-rule.ts';
import type { FileWorkspace } from '../../../domain/region/region-file.ts';
import type { Block, Document, Reader } from '../../../ports/document.ts';
import { buttons, date, document, form, note, sentence, text, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { change, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The region itself, and the workspaces it uses: for who administers it. */
export function administrationSections(s: Setup): Section[] {
  const { file, reader } = s;
  const channel = file.coordinatorChannel;
  return [
    {
      title: word(reader, 'manage.regionTitle'),
      blocks: [
        says(s, 'manage.regionNow', {
          name: file.name,
          language: word(reader, `manage.language.${file.language}`),
          zone: file.zone,
          country: file.country,
        }),
        row(change(s, 'manage.b.change', 'manage.region')),
      ],
    },
    {
      title: word(reader, 'consent.heading'),
      blocks: [
        says(s, 'manage.consentNow', { rule: consentRuleOf(file) === 'before-sharing' ? 'first' : 'unless' }),
        ...(consentRuleOf(file) === 'unless-refused'
          ? [says(s, 'manage.consentWhy', { reason: file.consentReason ?? 'none' })]
          : []),
        small(s, 'manage.consentText'),
        row(change(s, 'manage.b.change', 'manage.consent')),
      ],
    },
    {
      title: word(reader, 'intake.heading'),
      blocks: [
        says(s, 'manage.intakeNow', { rule: file.intake ?? 'none' }),
        says(s, 'manage.firstDayNow', { rule: file.firstDay ?? 'missed' }),
        small(s, 'manage.intakeText'),
        row(change(s, 'manage.b.change', 'manage.intake')),
      ],
    },
    ...file.workspaces.map((w) => workspace(s, w)),
    {
      title: word(reader, 'manage.workspaceNew'),
      blocks: [
        small(s, 'manage.workspaceNewText'),
        row(change(s, 'manage.b.addSlack', 'manage.slack'), change(s, 'manage.b.addTeams', 'manage.teams')),
      ],
    },
    {
      title: word(reader, 'manage.channelsTitle'),
      blocks: [
        says(s, 'manage.channels', { slack: channel?.slack ?? 'none', teams: channel?.teams ?? 'none' }),
        row(change(s, 'manage.b.change', 'manage.channels')),
      ],
    },
  ];
}

function workspace(s: Setup, w: FileWorkspace): Section {
  const id = w.platform === 'slack' ? w.teamId : w.tenantId;
  const rooms: Block[] =
    w.platform === 'teams'
      ? [says(s, `manage.roomsNow.${w.rooms}` as TextKey, { team: w.team ?? 'none' })]
      : [];
  return {
    title: `${w.platform === 'slack' ? 'Slack' : 'Microsoft Teams'} – ${id}`,
    blocks: [
      ...waiting(s, w.platform, id),
      ...rooms,
      says(s, 'manage.titles', { shown: w.titlesInChat ? 'yes' : 'no' }),
      says(s, 'manage.topic', { only: w.topicIsCode ? 'yes' : 'no' }),
      row(
        change(s, 'manage.b.change', `manage.${w.platform}`, { workspace: id }),
        remove(s, 'manage.workspaceRemove', { workspace: id }),
      ),
    ],
  };
}

/** A region may only use what it was given, or what its own people confirmed: else it could name the people of anybody. */
function waiting(s: Setup, platform: string, id: string): Block[] {
  const line = (what: 'give' | 'take'): string =>
    `schakel region workspaces ${s.file.key} --${what} ${platform}:${id}`;
  const confirmedOn = s.confirmed.get(id);
  if (confirmedOn) {
    const values = { date: date(s.reader, confirmedOn), platform, line: line('take') };
    return [small(s, 'manage.workspaceConfirmed', values)];
  }
  if (!s.waiting.includes(id)) return [];
  if (s.taken.includes(id))
    return [says(s, 'manage.workspaceWaits'), small(s, 'manage.workspaceTaken', { line: line('give') })];
  return [
    says(s, 'manage.workspaceWaits'),
    small(s, 'manage.workspaceWaitsCode', { platform }),
    row(press(s, 'manage.b.workspaceCode', 'manage.workspaceCode', { workspace: id })),
    small(s, 'manage.workspaceWaitsHow', { line: line('give') }),
  ];
}

/** Tells the administrators that a workspace's own people let the region use it. */
export function workspaceConfirmed(m: WorkspaceConfirmed, reader: Reader): Document {
  const { platform, workspace, regionName: region, person } = m;
  return document(reader, 'Schakel', [
    text(sentence(reader, 'workspaceConfirmed.text', { platform, workspace, region, person })),
    note(sentence(reader, 'workspaceConfirmed.next')),
  ]);
}

/** Tells the coordinators what holds in a new region, what holds in theirs, and how another choice is made. */
export function consentDefault(m: ConsentDefault, reader: Reader): Document {
  const { region, regionName } = m;
  return document(reader, 'Schakel', [
    text(sentence(reader, 'consentDefault.text', { region: regionName })),
    note(sentence(reader, 'consentDefault.next')),
    buttons(form(reader, 'consentDefault.choose', 'manage.consent', { region })),
  ]);
}
