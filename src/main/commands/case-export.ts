import type { Config } from '../../config/env/env.ts';
import { chainIdOf } from '../../store/audit/audit.ts';
import { readsOf } from '../../store/audit/reads.ts';
import type { PrismaClient } from '../../store/generated/client.ts';
import type { Printed } from './commands.ts';
import {
  absence,
  agreementOf,
  appeals,
  callForHelp,
  consent,
  type Everyone,
  everyone,
  involvement,
  leadHandover,
  message,
  peopleOfRequests,
  requests,
  termDates,
  track,
  withoutBasis,
} from './readable-case.ts';
import { withData } from './with-data.ts';

/**
 * One case whole, with its history, as JSON that a person can read: for the organisation that must keep it, and for
 * the family that asks for it. It holds texts and names: keep it as you keep the file of a child. A person's daily
 * bundle may be about other cases too and is left out; the reminders in it stand with their agreement.
 */
export function exportCase(config: Config, code: string, regionKey: string | undefined): Promise<Printed> {
  return withData(config, async ({ database, store, deps }) => {
    const prisma = await database.prisma();
    const found = await casesWithCode(prisma, code, regionKey);
    const [one] = found;
    if (!one)
      throw new Error(
        `There is no case ${code}${regionKey ? ` in region ${regionKey}` : ''}. A code looks like Wilg-27.`,
      );
    if (found.length > 1)
      throw new Error(
        `More than one region has a case ${code}. Choose: ${found.map((f) => `--region ${f.region.key}`).join(', ')}`,
      );
    const now = deps.clock.now().toISOString();
    await store.noteRead({ now, actor: 'schakel', action: 'read.export', caseIds: [one.row.id] });
    const exported = { exportedAt: deps.clock.now(), region: one.region, ...(await whole(prisma, one.row)) };
    return { ok: true, lines: [JSON.stringify(exported, null, 2)] };
  });
}

type CaseRow = NonNullable<Awaited<ReturnType<PrismaClient['caseRow']['findFirst']>>>;

async function casesWithCode(prisma: PrismaClient, code: string, regionKey: string | undefined) {
  const rows = await prisma.caseRow.findMany({ where: { code: { equals: code, mode: 'insensitive' } } });
  const regions = await prisma.region.findMany({
    where: { id: { in: rows.map((row) => row.regionId) }, ...(regionKey ? { key: regionKey } : {}) },
  });
  return rows.flatMap((row) => {
    const region = regions.find(({ id }) => id === row.regionId);
    return region ? [{ row, region: { key: region.key } }] : [];
  });
}

async function whole(prisma: PrismaClient, row: CaseRow) {
  const where = { caseId: row.id };
  const chainId = chainIdOf(row);
  const [
    agreements,
    confirmations,
    blockers,
    nudges,
    escalations,
    rooms,
    messages,
    audit,
    reads,
    who,
    consents,
    tracks,
  ] = await Promise.all([
    prisma.agreement.findMany({ where, orderBy: { number: 'asc' } }),
    prisma.confirmation.findMany({ where, orderBy: { at: 'asc' } }),
    prisma.blocker.findMany({ where, orderBy: { reportedAt: 'asc' } }),
    prisma.nudge.findMany({ where, orderBy: [{ on: 'asc' }, { step: 'asc' }] }),
    prisma.escalation.findMany({ where, orderBy: { raisedAt: 'asc' } }),
    prisma.room.findMany({ where }),
    prisma.message.findMany({ where, orderBy: [{ createdAt: 'asc' }, { seq: 'asc' }] }),
    prisma.audit.findMany({ where: { chainId }, orderBy: { seq: 'asc' } }),
    prisma.audit.findMany({ where: { chainId: readsOf(chainId) }, orderBy: { seq: 'asc' } }),
    people(prisma, row),
    prisma.consent.findMany({ where, orderBy: [{ at: 'asc' }, { endedAt: 'asc' }] }),
    prisma.track.findMany({ where: { ...where, onlyForId: null }, orderBy: { from: 'asc' } }),
  ]);
  const parts = { agreements, confirmations, blockers, nudges, escalations };
  return {
    case: caseFacts(row, who),
    participants: who.participants,
    consents: consents.map((one) => consent(one, who)),
    tracksBesideIt: tracks.map((one) => track(one, who)),
    channels: rooms.map(({ name, audience, partyKey, state, stateWhy }) => ({
      name,
      audience: partyKey ?? audience,
      state,
      why: stateWhy,
    })),
    agreements: agreements.map((agreement) => agreementOf(agreement, parts, who)),
    callsForHelpForTheCase: escalations.filter((e) => e.agreementId === null).map((e) => callForHelp(e, who)),
    messages: messages.map((one) => message(one, who)),
    audit: audit.map(({ chainId: _chain, hash: _hash, ...row }) => row),
    reads: reads.map(({ seq, at, actor, action }) => ({ seq, at, actor, action })),
  };
}

/** Names people as the region of the case calls them. */
async function people(
  prisma: PrismaClient,
  { id: caseId, regionId, requests: asked }: Pick<CaseRow, 'id' | 'regionId' | 'requests'>,
): Promise<Everyone> {
  const participants = await prisma.participant.findMany({ where: { caseId }, orderBy: { joinedAt: 'asc' } });
  const escalations = await prisma.escalation.findMany({ where: { caseId } });
  const nudges = await prisma.nudge.findMany({ where: { caseId } });
  const ids = [
    ...participants.map((p) => p.personId),
    ...escalations.map((e) => e.contactPersonId),
    ...nudges.map((n) => n.personId),
    ...peopleOfRequests({ requests: asked }),
  ].filter((id) => id !== null);
  const among = { in: ids };
  const words = await prisma.regionPerson.findMany({
    where: { regionId, personId: among, name: { not: null } },
    orderBy: { key: 'desc' },
  });
  // Under several keys the first one counts: it comes last.
  const names = new Map(words.map((one) => [one.personId, one.name]));
  const found = await prisma.person.findMany({ where: { id: among } });
  return everyone(
    participants,
    found.map((one) => ({ ...one, name: names.get(one.id) ?? one.name })),
  );
}

function caseFacts(row: CaseRow, who: Everyone) {
  const { code, status, statusReason, openedAt, closedAt, outcome, strength, lastEventAt } = row;
  return {
    code,
    status,
    statusReason,
    firstDayHome: who.day(row.firstDayHome),
    threeMonthDate: who.day(row.threeMonthDate),
    absence: absence(row, who),
    openedAt,
    closedAt,
    outcome,
    lead: who.participant(row.leadId),
    withoutLeadSince: row.leaderlessSince,
    leadHandover: leadHandover(row, who),
    whatGoesWell: strength,
    involvement: involvement(row, who),
    termDates: termDates(row, who),
    requests: requests(row, who),
    withoutBasis: withoutBasis(row, who),
    askedByTheFamily: appeals(row, who),
    lastEventAt,
  };
}
