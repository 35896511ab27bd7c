import {
  covenantChecked,
  legalChecked,
  putCovenant,
  putLegal,
  removeCovenant,
} from '../../../domain/manage/covenant.ts';
import { date, optionalDate } from '../args.ts';
import { MANAGERS, maybe, tick, typedText } from './fields.ts';
import { managed } from './managed.ts';

/** The covenant of a region, and of each organisation its legal basis and its accession. */
export const covenantCommands = [
  managed({
    name: 'manage.covenant',
    action: 'region.covenant',
    who: MANAGERS,
    shape: {
      name: typedText,
      covenantVersion: typedText,
      covenantDate: date('signed'),
      where: maybe,
      officer: maybe,
      earlierCounts: tick,
    },
    edit: ({ region, args: { covenantVersion: version, covenantDate, ...values }, today }) =>
      putCovenant(region.file, { ...values, version, date: covenantDate }, today),
  }),
  managed({
    name: 'manage.covenantRemove',
    action: 'region.covenant_removed',
    who: MANAGERS,
    shape: {},
    edit: ({ region }) => removeCovenant(region.file),
  }),
  managed({
    name: 'manage.covenantChecked',
    action: 'region.covenant_checked',
    who: MANAGERS,
    shape: {},
    edit: ({ region, today }) => covenantChecked(region.file, today),
  }),
  managed({
    name: 'manage.legal',
    action: 'region.legal',
    who: MANAGERS,
    shape: {
      organisation: typedText,
      basis: maybe,
      covenantVersion: maybe,
      accededOn: optionalDate('signed'),
    },
    edit: ({ region, args: { organisation, ...values }, today }) =>
      putLegal(region.file, organisation, values, today),
  }),
  managed({
    name: 'manage.legalChecked',
    action: 'region.legal_checked',
    who: MANAGERS,
    shape: { organisation: typedText },
    edit: ({ region, args: { organisation }, today }) => legalChecked(region.file, organisation, today),
  }),
];
