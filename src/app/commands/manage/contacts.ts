import { refuse } from '../../../domain/decision.ts';
import {
  putContactPoint,
  putOrganisation,
  removeContactPoint,
  removeOrganisation,
  stillRight,
} from '../../../domain/manage/organisations.ts';
import { MANAGERS, maybe, words } from './fields.ts';
import { managed } from './managed.ts';

/** Organisations and whom to ask there. */
export const contactCommands = [
  managed({
    name: 'manage.organisation',
    action: 'region.organisation',
    who: MANAGERS,
    shape: { organisation: maybe, name: words, type: words, escalationContact: maybe },
    edit: ({ region, args }) => putOrganisation(region.file, args.organisation, args),
  }),
  managed({
    name: 'manage.organisationRemove',
    action: 'region.organisation_removed',
    who: MANAGERS,
    shape: { organisation: words },
    edit: ({ region, args }) => removeOrganisation(region.file, args.organisation),
  }),
  managed({
    name: 'manage.contact',
    action: 'region.contact',
    who: MANAGERS,
    shape: { organisation: words, point: maybe, role: words, person: words, deputy: maybe },
    edit: ({ region, args, today }) =>
      putContactPoint(region.file, args.organisation, args.point, args, today),
  }),
  managed({
    name: 'manage.contactRemove',
    action: 'region.contact_removed',
    who: MANAGERS,
    shape: { organisation: words, point: words },
    edit: ({ region, args }) => removeContactPoint(region.file, args.organisation, args.point),
  }),
  // By the contact as well: nobody knows it better.
  managed({
    name: 'manage.contactRight',
    action: 'region.contact_checked',
    who: ['member'],
    shape: { organisation: words, point: words },
    edit: ({ region, args, today, actorId }) => {
      const point = region.organisations
        .find((o) => o.key === args.organisation)
        ?.contactPoints.find((c) => c.role === args.point);
      const may = [
        ...region.coordinatorPersonIds,
        ...region.administratorPersonIds,
        point?.personId,
        point?.deputyPersonId,
      ];
      if (!may.includes(actorId)) return refuse('refused.onlyCoordinator');
      return stillRight(region.file, args.organisation, args.point, today);
    },
  }),
];
