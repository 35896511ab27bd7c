import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, serve } from '../../adapters/web/index.ts';
import { createLive } from '../../adapters/web/live/live.ts';
import type { Route } from '../../adapters/web/routes.ts';
import { loadAssets } from '../../adapters/web/shell/assets.ts';
import type { WebDeps } from '../../adapters/web/shell/web-deps.ts';
import { COMMANDS } from '../../src/app/registry.ts';
import type { CaseState } from '../../src/domain/case/state.ts';
import { createLinks, createSessions } from '../../src/store/sign-in/sessions.ts';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../support/cases/web-case.ts';
import { ON_THE_WEB } from '../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith, type Heard } from '../support/web/web-caller.ts';
import { argumentsFor } from './history.ts';

const OTHER_REGION = `
key: noord
name: Regio Noord
people:
  - { key: noord, name: Coördinator Noord, email: noord@example.org }
coordinators: [noord]
`;

/** Ids of the kind that could be computed. */
const FORMER = {
  case: '5e0c1f52-3f0e-8a55-9d3a-6d61696c0001',
  region: '5e0c1f52-3f0e-8a55-9d3a-6d61696c0002',
} as const;

/** A few at a time: nothing of what is asked here should have an effect, so the order does not matter. */
async function* together(asks: Iterable<Promise<Heard>>): AsyncGenerator<Heard> {
  let some: Promise<Heard>[] = [];
  for (const ask of asks) {
    some.push(ask);
    if (some.length < 12) continue;
    yield* await Promise.all(some);
    some = [];
  }
  yield* await Promise.all(some);
}

/** Everything that answers somewhere, apart from what holds for all addresses. */
function served(app: { readonly routes: readonly { method: string; path: string }[] }): string[] {
  return [
    ...new Set(app.routes.filter((r) => r.method !== 'ALL').map((r) => `${r.method} ${r.path}`)),
  ].sort();
}
const LISTED = [...new Set(ROUTES.map((r) => `${r.method.toUpperCase()} ${r.path}`))].sort();

describe('the list of addresses', () => {
  const parts = { publicUrl: null, providers: [] } as unknown as WebDeps;
  const app = serve(
    parts,
    loadAssets(),
    createLive({
      versions: async () => new Map(),
      alive: async () => new Set(),
      opened: async () => [],
      fingerprint: async () => null,
    }),
  );

  it('is all that the web answers at', () => {
    expect(served(app)).toEqual(LISTED);
    expect(ROUTES.length).toBe(LISTED.length);
  });

  it('is held against what is served: an address beside it is seen', () => {
    app.get('/beside-the-list', (c) => c.text(''));
    expect(served(app)).not.toEqual(LISTED);
  });
});

/**
 * S1 for the web: every address, for everybody who has no business in a case. An address with a part that is not
 * explained here fails: say what can stand there, the case's own ids included.
 */
describe('every address, for who has no business in a case', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  let secrets: readonly string[];
  let values: Readonly<Record<string, readonly string[]>>;
  /** Anew for each address: some of them end a session. */
  let callers: Record<(typeof WHO)[number], () => Promise<Caller>>;
  const WHO = [
    'nobody who is signed in',
    'somebody who signed out',
    'somebody whose session is over',
    'somebody with a session that was never given',
    'the coordinator of another region',
    'somebody of another case',
    'somebody who left the case',
    'somebody whose account has ended',
  ] as const;
  /** These are not signed in, whatever they think. */
  const OUT: readonly string[] = [...WHO.slice(0, 4), 'somebody whose account has ended'];

  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    const { pool } = schakel.database.database;
    await schakel.addRegion(OTHER_REGION);
    webCase = await openWebCase(schakel);
    secrets = await webCase.secrets();
    // As if they had been there before ids were random: what they were called then is asked for as well.
    await pool.query('UPDATE "case" SET "formerId" = $2 WHERE "id" = $1', [webCase.id, FORMER.case]);
    await pool.query(`UPDATE "region" SET "formerId" = $1 WHERE "key" = 'midden'`, [FORMER.region]);
    await webCase.coordinator.fill('case.open', {}, { firstDay: '2027-01-05', region: 'midden' });
    const region = await schakel.app.store.regionByKey('midden');
    const second = (await schakel.app.store.openCaseIds(region?.id ?? '', null, 10)).find(
      (id) => id !== webCase.id,
    );
    for (const key of ['jeugdconsulent', 'gestopt'])
      await webCase.coordinator.press('participant.add', {
        caseId: second,
        person: await schakel.person(key),
        role: 'careProvider',
      });
    const ended = await callerOf(schakel, 'gestopt');
    await schakel.app.store.setMemberActive(
      'web',
      'midden',
      await schakel.person('gestopt'),
      schakel.clock.now().toISOString(),
    );
    const out = await callerOf(schakel, 'jeugdconsulent');
    await out.post('/sign-out', { token: out.formToken });
    const over = await createSessions(pool).begin(
      await schakel.person('casemanager'),
      'link',
      '2020-01-01T00:00:00.000Z',
    );
    callers = {
      'nobody who is signed in': () => callerWith(schakel.base, ''),
      'somebody who signed out': () => callerWith(schakel.base, out.cookie),
      'somebody whose session is over': () => callerWith(schakel.base, `schakel=${over}`),
      'somebody with a session that was never given': () =>
        callerWith(schakel.base, `schakel=${'A'.repeat(43)}`),
      'the coordinator of another region': () => callerOf(schakel, 'noord'),
      'somebody of another case': () => callerOf(schakel, 'jeugdconsulent'),
      'somebody who left the case': () => callerOf(schakel, 'vertrokken'),
      'somebody whose account has ended': async () => ended,
    };
    values = await valuesOf();
  });
  afterAll(() => schakel?.stop());

  /** The values that can stand in the place of each name in an address. */
  const valuesOf = async (): Promise<Record<string, readonly string[]>> => {
    const links = createLinks(schakel.database.database.pool);
    const personId = await schakel.person('casemanager');
    const now = schakel.clock.now().toISOString();
    const link = (expiresAt: string): Promise<string> =>
      links.make({ personId, purpose: 'console', expiresAt }, now);
    const used = await link('2028-01-01T00:00:00.000Z');
    await links.use(used, now);
    return {
      caseId: [webCase.id, FORMER.case, randomUUID(), 'x'],
      regionId: [await regionId('midden'), await regionId('noord'), FORMER.region, randomUUID()],
      guide: ['parents', 'nowhere'],
      form: [...COMMANDS.keys(), 'no.such.form'],
      token: [used, await link('2020-01-01T00:00:00.000Z'), 'no-such-link'],
      door: ['slack', 'microsoft', 'nowhere'],
      hash: ['0123456789abcdef'],
      name: ['schakel.css', '../../package.json'],
      region: ['midden', 'noord', 'nergens'],
      part: ['organisations', 'people', 'connections', 'nothing'],
      person: [await schakel.person('casemanager'), randomUUID(), 'x'],
    };
  };

  const regionId = async (key: string): Promise<string> =>
    (await schakel.app.store.regionByKey(key))?.id ?? '';

  const addresses = (path: string): string[] => {
    const name = /:(\w+)/.exec(path)?.[1];
    if (!name) return [path];
    const given = values[name];
    if (!given) throw new Error(`${path}: say in this test what can stand for :${name}`);
    return given.flatMap((value) => addresses(path.replace(`:${name}`, encodeURIComponent(value))));
  };

  /** All of the case. When they are away and which days they work, people say of themselves. */
  const written = async (): Promise<unknown> => ({ ...(await webCase.state()), people: null });

  const argsFor = (name: string, state: CaseState): Record<string, unknown> => {
    if (!COMMANDS.has(name)) return { caseId: webCase.id };
    let n = 0;
    return argumentsFor(name, state, (from) => from[n++ % Math.max(1, from.length)], '2027-03-11');
  };

  /** Everything that this address can be asked, by its own form or with a link of its own. */
  const asks = function* (route: Route, caller: Caller, state: CaseState): Generator<Promise<Heard>> {
    // Who is not in is refused before anything is looked at: a few will do.
    const all = addresses(route.path);
    for (const path of caller.formToken ? all : all.slice(0, 4)) {
      const named = path.split('/').at(-1) ?? '';
      const args = argsFor(named, state);
      const strings = Object.fromEntries(Object.entries(args).map(([k, v]) => [k, String(v)]));
      if (route.method === 'get') {
        yield caller.get(path);
        yield caller.get(
          `${path}?${new URLSearchParams({ ...strings, caseId: webCase.id, region: 'midden' })}`,
        );
        continue;
      }
      const about = COMMANDS.has(named) ? [named] : [...COMMANDS.keys()];
      for (const command of path === '/do' && caller.formToken ? about : about.slice(0, 1)) {
        const own = argsFor(command, state);
        const fields = { token: caller.formToken, once: randomUUID(), command, region: 'midden' };
        yield caller.post(path, { ...strings, ...fields, args: JSON.stringify(own) });
        yield caller.post(path, {
          ...strings,
          ...fields,
          once: randomUUID(),
          args: JSON.stringify({ ...own, caseId: webCase.id }),
        });
      }
    }
  };

  it('has somebody to try with at each, and something to leak', async () => {
    expect(secrets).toHaveLength(4);
    expect(webCase.escalationId).not.toBe('');
    for (const who of WHO.slice(0, 7))
      expect(Boolean((await callers[who]()).formToken), who).toBe(!OUT.includes(who));
    const page = (await webCase.coordinator.get(`/c/${webCase.id}`)).html;
    for (const secret of secrets) expect(page).toContain(secret);
  });

  const all = WHO.flatMap((who) =>
    ROUTES.filter((route) => route.path !== '/sign-out').map(
      (route) => [who, route.method.toUpperCase(), route.path, route] as const,
    ),
  );
  it.each(all)('%s: %s %s', async (who, _method, path, route) => {
    const caller = await callers[who]();
    const before = await written();
    await schakel.database.database.pool.query('DELETE FROM "webTry"');
    for await (const heard of together(asks(route, caller, await webCase.state()))) {
      for (const secret of secrets) expect(heard.html).not.toContain(secret);
      expect(JSON.stringify([...heard.headers])).not.toContain(webCase.id);
      expect(heard.status).toBeLessThan(500);
      if (route.access !== 'signedIn') continue;
      if (OUT.includes(who)) {
        expect(heard.status).toBe(401);
        expect(heard.html).toContain('Eerst inloggen');
      } else if (path.includes(':caseId')) {
        expect(heard.status).toBe(404);
        expect(heard.html).toContain('Deze pagina is er niet');
      }
    }
    expect(await written()).toEqual(before);
  });

  it('somebody who was asked for help reads what it is about, and does nothing in the case but help', async () => {
    const { contact } = webCase;
    const page = (await contact.get(`/c/${webCase.id}`)).html;
    expect(page).toContain(secrets[1]);
    expect(page).not.toContain(secrets[3]);
    const before = await webCase.state();
    const wrote = await written();
    for (const command of COMMANDS.keys()) {
      if (command.startsWith('escalation.')) continue;
      await contact.press(command, { ...argsFor(command, before), caseId: webCase.id });
      await contact.press(command, argsFor(command, before));
      await contact.fill(command, { caseId: webCase.id }, { region: 'midden' });
    }
    expect(await written()).toEqual(wrote);
    await contact.press('escalation.acknowledge', { escalationId: webCase.escalationId });
    expect((await webCase.state()).escalations[0]?.status).toBe('acknowledged');
  });

  it.each(ROUTES.filter((r) => r.method === 'get' && r.path.startsWith('/c/')).map((r) => r.path))(
    'somebody who is asked for help finds at %s no more than that, and nothing when they have answered',
    async (path) => {
      const { contact } = webCase;
      const isTheirs = path === '/c/:caseId' || path === '/c/:caseId/live';
      const at = path.replace(':caseId', webCase.id);
      const heard = await contact.get(at);
      expect(heard.status).toBe(isTheirs ? 200 : 404);
      expect(heard.html).not.toContain(secrets[3]);
      const { escalationId } = webCase;
      await contact.fill('escalation.answer', { escalationId }, { answer: 'Dat kan.' });
      expect((await contact.get(at)).status).toBe(404);
      await webCase.lead.press('ladder.raise', { agreementId: webCase.agreementId, rung: '3' });
      // Both calls are of one moment, so that their order says nothing.
      const openCall = (await webCase.state()).escalations.find((e) => e.status === 'asked');
      webCase = { ...webCase, escalationId: openCall?.id ?? '' };
    },
  );
});
