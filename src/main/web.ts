import { createPublicReports } from '../app/coming-in/public-report.ts';
import { createGuide } from '../app/demonstration/guide.ts';
import { createUseCases } from '../app/handle-request.ts';
import { createTellRefused } from '../app/outgoing/refused-address.ts';
import { createPages } from '../app/pages/pages.ts';
import { createParticipationPages } from '../app/pages/participations.ts';
import { createGuidancePages } from '../app/pages/region/guidance.ts';
import { createManagePages } from '../app/pages/region/manage.ts';
import { createRegionPages } from '../app/pages/region/overview.ts';
import { renewedIds } from '../app/permissions/renewed-ids.ts';
import type { Deps, EntryMeans } from '../app/request-context.ts';
import { accountsIn } from '../app/sign-in/accounts.ts';
import { createEntry, type EntryDeps } from '../app/sign-in/entry.ts';
import { createLinked } from '../app/sign-in/linked.ts';
import { createOwnAddress } from '../app/sign-in/own-address.ts';
import { createNoteOwn } from '../app/sign-in/own-notes.ts';
import type { Config } from '../config/env/env.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { AuditKeys } from '../store/audit/audit.ts';
import { createCaseload } from '../store/cases/caseload.ts';
import { createLinkedPeople } from '../store/people/linked.ts';
import type { Database } from '../store/postgres/database.ts';
import { createBeginnings } from '../store/regions/beginnings.ts';

import { createDemonstrations } from '../store/regions/demonstration.ts';
import { createDeliveries } from '../store/regions/health.ts';
import type { Seal } from '../store/sealing/seal.ts';
import { createLinks, createSessions } from '../store/sign-in/sessions.ts';
import { createSignIns, createTries } from '../store/sign-in/sign-in.ts';
import { createOwnPages } from '../store/web/own-pages.ts';
import { createReading } from '../store/web/reading.ts';
import { createWebRooms } from '../store/web/rooms.ts';
import { createUnsent } from '../store/web/unsent.ts';
import type { DemonstrationClock } from './clock.ts';
import type { ClientOf } from './http/client-address.ts';

/**
 * A provider that vouches for people who sign in with the account they work with. It is as `SignInSettings` of the web.
 */
interface SignInProvider {
  readonly kind: 'slack' | 'microsoft';
  readonly key: string;
  readonly issuer: string;
  readonly usesPkce: boolean;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId?: string;
}

/** The parts that the demonstration needs of this process. */
interface Turning {
  readonly keys: AuditKeys;
  readonly clock: DemonstrationClock;
  /** Set when the jobs have started. */
  settle: () => Promise<void>;
}

/** Opens what the web is built on, on this database: `WebDeps`, without what `main.ts` alone can give. */
export function openWeb(
  database: Database,
  deps: Deps & { readonly entryMeans: EntryMeans & { readonly seal: Seal } },
  config: Config,
  outbox: Pick<Outbox, 'takePace'>,
  turning: Turning,
  clientOf: ClientOf,
) {
  const reading = createReading(database.pool, turning.keys);
  const useCases = createUseCases(deps);
  const { keys, clock } = turning;
  const entryDeps = {
    ...deps,
    ...deps.entryMeans,
    reading,
    linked: createLinkedPeople(database.pool),
    pace: (wanted: Parameters<EntryDeps['pace']>[0]) =>
      outbox.takePace(deps.clock.now().toISOString(), wanted),
  };
  const entry = createEntry(entryDeps);
  return {
    useCases,
    beginnings: createBeginnings(database, keys),
    guide: createGuide({
      store: deps.store,
      useCases,
      demonstrations: createDemonstrations(database, keys),
      standAt: clock.standAt,
      settle: () => turning.settle(),
    }),
    pages: createPages(deps, reading),
    renewed: async (personId: string, formerId: string) =>
      (await renewedIds(deps, personId, [formerId])).get(formerId) ?? null,
    manage: createManagePages(deps),
    guidance: createGuidancePages(deps, reading),
    participations: createParticipationPages(deps),
    regions: createRegionPages(deps, createCaseload(database.pool), createDeliveries(database.pool)),
    sessions: createSessions(database.pool),
    unsent: createUnsent(database.pool),
    links: createLinks(database.pool),
    rooms: createWebRooms(database.pool),
    reading,
    signIns: createSignIns(database.pool),
    tries: createTries(database.pool),
    personOf: accountsIn(deps.store),
    providers: signInProvidersOf(config),
    entry,
    linked: createLinked(entryDeps),
    ownAddress: createOwnAddress(entryDeps, entry),
    publicReports: createPublicReports(entryDeps),
    book: deps.entryMeans.book,
    own: createOwnPages(database.pool, deps.entryMeans.seal, (caseId) =>
      deps.log.warn({ caseId }, 'the name that somebody gave a case cannot be read; their page says so'),
    ),
    noteOwn: createNoteOwn(deps, reading),
    tellRefused: createTellRefused(deps),
    clock: deps.clock,
    clientOf,
    log: deps.log,
    publicUrl: config.publicUrl,
    ...(config.securityContact ? { securityContact: config.securityContact } : {}),
    ...(config.theme ? { theme: config.theme } : {}),
  };
}

const SLACK = 'https://slack.com';
const MICROSOFT = 'https://login.microsoftonline.com';

/** The same registrations as for chat. A local Teams vouches for nobody. */
function signInProvidersOf({ slack, teams }: Config): SignInProvider[] {
  const { oauth } = slack ?? {};
  const real = teams.filter((one) => one.local === null);
  return [
    ...(oauth ? [{ kind: 'slack' as const, key: 'slack', issuer: SLACK, usesPkce: false, ...oauth }] : []),
    ...real.map(({ appId, password, tenantId, graph }, i) => ({
      kind: 'microsoft' as const,
      key: i === 0 ? 'microsoft' : `microsoft-${i + 1}`,
      issuer: `${graph?.loginUrl ?? MICROSOFT}/${tenantId}/v2.0`,
      clientId: appId,
      clientSecret: password,
      tenantId,
      usesPkce: true,
    })),
  ];
}
