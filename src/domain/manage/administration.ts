import { refuse } from '../case/decision.ts';
import type { FileWorkspace, RegionFile } from '../region/region-file.ts';
import type { ConsentRule, FirstDayRule, IntakeRule, Language } from '../vocabulary.ts';
import { type Edit, edited, given, gone, put, without } from './edit.ts';

/** The region itself and the workspaces it uses: for who administers it. */

export interface RegionValues {
  readonly name: string;
  readonly language: Language;
  readonly zone: string;
  readonly country: string;
}

export function putRegion(file: RegionFile, values: RegionValues): Edit {
  return edited({ ...file, ...values }, [], { key: 'done.manage.saved', values: { what: values.name } });
}

/**
 * Sets what a party sees before the family answered: it holds at once, for running cases too. Who does not ask consent
 * first says why.
 */
export function putConsent(file: RegionFile, consent: ConsentRule, reason: string | null): Edit {
  if (consent === 'unless-refused' && reason === null)
    return refuse('refused.consentReason', {}, { field: 'reason' });
  const { consentReason: _before, ...rest } = file;
  const why = consent === 'unless-refused' ? reason : null;
  return edited(
    { ...rest, consent, ...given('consentReason', why) },
    [],
    { key: 'done.manage.consent', values: { rule: consent === 'before-sharing' ? 'first' : 'unless' } },
    { consent: 'rule', consentReason: 'reason' },
  );
}

/** Sets how a case begins, and from which day it is counted: cases that are there stay as they are. */
export function putIntake(file: RegionFile, rule: IntakeRule | null, firstDay: FirstDayRule): Edit {
  const { intake: _before, firstDay: _day, ...rest } = file;
  return edited(
    {
      ...rest,
      ...given('intake', rule),
      ...given('firstDay', firstDay === 'missed' ? null : firstDay),
    },
    [],
    { key: 'done.manage.intake', values: { rule: rule ?? 'none' } },
    { intake: 'rule' },
  );
}

/** Sets what the page of how the region works says beside its settings, and who may read it. */
export function putWorkingMethod(file: RegionFile, criteria: string | null, isPublic: boolean): Edit {
  const { workingMethod: _criteria, public: before, ...rest } = file;
  const open = { ...before, workingMethod: isPublic };
  return edited(
    {
      ...rest,
      ...given('workingMethod', criteria === null ? null : { criteria }),
      ...given('public', Object.values(open).some(Boolean) ? open : null),
    },
    ['workingMethod'],
    { key: 'done.manage.workingMethod', values: { open: isPublic ? 'yes' : 'no' } },
  );
}

/** Sets whether a parent or young person can report a child themselves, and whom everybody who reports can call. */
export function putPublicReport(file: RegionFile, isPublic: boolean, phone: string | null): Edit {
  const { public: before, ...rest } = file;
  const open = {
    workingMethod: before?.workingMethod ?? false,
    report: isPublic,
    ...(phone ? { phone } : {}),
  };
  return edited(
    { ...rest, ...given('public', Object.values(open).some(Boolean) ? open : null) },
    ['public'],
    { key: 'done.manage.publicReport', values: { open: isPublic ? 'yes' : 'no' } },
    { phone: 'office' },
  );
}

export function idOf(workspace: FileWorkspace): string {
  return workspace.platform === 'slack' ? workspace.teamId : workspace.tenantId;
}

/** `id`: the platform's own id of the workspace that is changed; null: a new one. */
export function putWorkspace(file: RegionFile, id: string | null, workspace: FileWorkspace): Edit {
  const index = file.workspaces.findIndex((w) => idOf(w) === id && w.platform === workspace.platform);
  if (id !== null && index < 0) return gone();
  const workspaces = put(file.workspaces, index, workspace);
  return edited({ ...file, workspaces }, ['workspaces', index < 0 ? workspaces.length - 1 : index], {
    key: 'done.manage.saved',
    values: { what: idOf(workspace) },
  });
}

export function removeWorkspace(file: RegionFile, id: string): Edit {
  const index = file.workspaces.findIndex((w) => idOf(w) === id);
  if (index < 0) return gone();
  return edited({ ...file, workspaces: without(file.workspaces, index) }, ['workspaces'], {
    key: 'done.manage.removed',
    values: { what: id },
  });
}

export function putChannels(file: RegionFile, slack: string | null, teams: string | null): Edit {
  const { coordinatorChannel: _old, ...rest } = file;
  const channel = { ...given('slack', slack), ...given('teams', teams) };
  return edited(
    { ...rest, ...(slack || teams ? { coordinatorChannel: channel } : {}) },
    ['coordinatorChannel'],
    { key: 'done.manage.channels' },
  );
}
