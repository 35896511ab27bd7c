import { z } from 'zod';
import { refuse } from '../../../domain/case/decision.ts';
import {
  putContactPoint,
  putOrganisation,
  removeContactPoint,
  removeOrganisation,
  stillRight,
  willChange,
} from '../../../domain/manage/organisations.ts';
import type { Region } from '../../../domain/region/region.ts';
import { CONTACT_CHANGES } from '../../../domain/region/region-file.ts';
import type { Uuid } from '../../../domain/vocabulary.ts';
import { MANAGERS, maybe, typedText } from './fields.ts';
import { managed } from './managed.ts';

const NOWHERE = { key: '', name: '' };

/** Returns who is behind a contact point, and who stands in for them. */
function behind(
  region: Region,
  args: { readonly organisation: string; readonly point: string },
): (Uuid | null | undefined)[] {
  const point = region.organisations
    .find((o) => o.key === args.organisation)
    ?.contactPoints.find((c) => c.role === args.point);
  return [point?.personId, point?.deputyPersonId];
}

/** Organisations and whom to ask there. */
export const contactCommands = [
  managed({
    name: 'manage.organisation',
    action: 'region.organisation',
    who: MANAGERS,
    shape: {
      organisation: maybe,
      name: typedText,
      type: typedText,
      escalationContact: maybe,
      complaint: maybe,
    },
    edit: ({ region, args }) => putOrganisation(region.file, args.organisation, args),
  }),
  managed({
    name: 'manage.organisationRemove',
    action: 'region.organisation_removed',
    who: MANAGERS,
    shape: { organisation: typedText },
    edit: ({ region, args }) => removeOrganisation(region.file, args.organisation),
  }),
  managed({
    name: 'manage.contact',
    action: 'region.contact',
    who: MANAGERS,
    shape: {
      organisation: typedText,
      point: maybe,
      role: typedText,
      person: typedText,
      deputy: maybe,
      phone: maybe,
    },
    edit: ({ region, args, today }) =>
      putContactPoint(region.file, { organisation: args.organisation, role: args.point }, args, today),
  }),
  managed({
    name: 'manage.contactRemove',
    action: 'region.contact_removed',
    who: MANAGERS,
    shape: { organisation: typedText, point: typedText },
    edit: ({ region, args }) => removeContactPoint(region.file, args.organisation, args.point),
  }),
  // The contact may say it as well: nobody knows it better.
  managed({
    name: 'manage.contactRight',
    action: 'region.contact_checked',
    who: ['member'],
    shape: { organisation: typedText, point: typedText },
    edit: ({ region, args, today, actorId }) => {
      const theirs = behind(region, args).includes(actorId);
      const may =
        theirs || [...region.coordinatorPersonIds, ...region.administratorPersonIds].includes(actorId);
      if (!may) return refuse('refused.onlyCoordinator');
      return stillRight(region.file, { organisation: args.organisation, role: args.point }, today, theirs);
    },
  }),
  // Theirs to say, a coordinator's to change.
  managed({
    name: 'manage.contactChanges',
    action: 'region.contact_changes',
    who: ['member'],
    shape: { organisation: typedText, point: typedText, what: z.enum(CONTACT_CHANGES) },
    edit: ({ region, args, today, actorId }) =>
      behind(region, args).includes(actorId)
        ? willChange(region.file, args.organisation, args.point, { on: today, what: args.what })
        : refuse('refused.onlyContactPoint'),
    tell: ({ region, args, actor }) => {
      const { key, name } = region.file.organisations.find((o) => o.key === args.organisation) ?? NOWHERE;
      const person = { id: actor.id, name: actor.name };
      const { point: role, what } = args;
      return { type: 'ContactChanges', region: region.key, organisation: { key, name }, role, person, what };
    },
  }),
];
