import { z } from 'zod';
import {
  putChannels,
  putConsent,
  putIntake,
  putRegion,
  putWorkspace,
  removeWorkspace,
} from '../../../domain/manage/administration.ts';
import { given } from '../../../domain/manage/edit.ts';
import { CONSENT_RULES, FIRST_DAY_RULES, INTAKE_RULES } from '../../../domain/vocabulary.ts';
import { maybe, tick, typedText } from './fields.ts';
import { managed } from './managed.ts';

/** Anything about platforms is for the people who administer the region. */
const ADMINISTRATORS = ['administrator'] as const;

export const administrationCommands = [
  managed({
    name: 'manage.region',
    action: 'region.renamed',
    who: ADMINISTRATORS,
    shape: { name: typedText, language: z.enum(['nl', 'en']), zone: typedText, country: typedText },
    edit: ({ region, args: { name, language, zone, country } }) =>
      putRegion(region.file, { name, language, zone, country: country.toUpperCase() }),
  }),
  managed({
    name: 'manage.consent',
    action: 'region.consent',
    who: ADMINISTRATORS,
    shape: { rule: z.enum(CONSENT_RULES), reason: maybe },
    freeTexts: ({ reason }) => (reason ? [reason] : []),
    edit: ({ region, args }) => putConsent(region.file, args.rule, args.reason),
  }),
  managed({
    name: 'manage.intake',
    action: 'region.intake',
    who: ADMINISTRATORS,
    shape: { rule: z.enum([...INTAKE_RULES, 'none']), firstDayRule: z.enum(FIRST_DAY_RULES).optional() },
    edit: ({ region: { file }, args: { rule, firstDayRule } }) =>
      putIntake(file, rule === 'none' ? null : rule, firstDayRule ?? file.firstDay ?? 'missed'),
  }),
  managed({
    name: 'manage.slack',
    action: 'region.workspace',
    who: ADMINISTRATORS,
    shape: { workspace: maybe, teamId: typedText, titlesInChat: tick, topicIsCode: tick },
    edit: ({ region, args: { workspace, teamId, titlesInChat, topicIsCode } }) =>
      putWorkspace(region.file, workspace, {
        platform: 'slack',
        ...{ teamId, titlesInChat, ...(topicIsCode ? { topicIsCode } : {}) },
      }),
  }),
  managed({
    name: 'manage.teams',
    action: 'region.workspace',
    who: ADMINISTRATORS,
    shape: {
      workspace: maybe,
      tenantId: typedText,
      team: maybe,
      rooms: z.enum(['shared', 'chat', 'standard']),
      everyoneInTeamMayReadEveryCase: tick,
      titlesInChat: tick,
      topicIsCode: tick,
    },
    edit: ({ region, args }) => {
      const { workspace, tenantId, team, rooms, everyoneInTeamMayReadEveryCase, titlesInChat, topicIsCode } =
        args;
      return putWorkspace(region.file, workspace, {
        platform: 'teams',
        tenantId: tenantId.toLowerCase(),
        ...given('team', team?.toLowerCase()),
        rooms,
        everyoneInTeamMayReadEveryCase,
        titlesInChat,
        ...(topicIsCode ? { topicIsCode } : {}),
      });
    },
  }),
  managed({
    name: 'manage.workspaceRemove',
    action: 'region.workspace_removed',
    who: ADMINISTRATORS,
    shape: { workspace: typedText },
    edit: ({ region, args }) => removeWorkspace(region.file, args.workspace),
  }),
  managed({
    name: 'manage.channels',
    action: 'region.channels',
    who: ADMINISTRATORS,
    shape: { slackChannel: maybe, teamsChannel: maybe },
    edit: ({ region, args }) => {
      const edit = putChannels(region.file, args.slackChannel, args.teamsChannel);
      return edit.ok ? { ...edit, fields: { slack: 'slackChannel', teams: 'teamsChannel' } } : edit;
    },
  }),
];
