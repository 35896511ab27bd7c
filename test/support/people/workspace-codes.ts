import { afterAll, beforeAll, expect } from 'vitest';
import { regionWorkspaces } from '../../../src/main/commands/region-workspaces.ts';
import { createSignedHttp } from '../../fakes/slack/events/dispatch.ts';
import type { StandInUser as SlackUser } from '../../fakes/slack/index.ts';
import type { Tenant } from '../schakel/parts/tenant.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { type Caller, callerFor } from '../web/web-caller.ts';
import {
  BUREN,
  CARE,
  MIDDEN,
  MUNICIPALITY,
  withGuests,
  withMoreWorkspaces,
} from './workspace-administrators.ts';

/** A code as it is written on a page. */
export const CODE = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/;

/**
 * The places and people that a test meets: workspaces with a tenant beside them, and who administers the regions that name
 * them.
 */
interface Met {
  schakel: Schakel<'workspaces' | 'teams' | 'log', 'municipality'>;
  tenant: Tenant;
  one: Caller;
  two: Caller;
  buren: Caller;
}

/** Opens two regions that name workspaces for one test file, with what makes, types and forges a code. */
export function workspaceCodes() {
  const at: Met = {
    schakel: undefined as never,
    tenant: undefined as never,
    one: undefined as never,
    two: undefined as never,
    buren: undefined as never,
  };
  let count = 0;
  const madeUp = (): string => `made-up-${++count}`;

  beforeAll(async () => {
    at.schakel = await startSchakel({
      ...withMoreWorkspaces(MIDDEN, BUREN),
      teams: { municipality: MUNICIPALITY },
    });
    at.tenant = at.schakel.teams.municipality;
    withGuests(at.tenant);
    for (const place of ['Zorgaanbieder', 'Welzijn', 'Sport', 'Gemeente', 'Regio Zuid'])
      await at.schakel.workspaces.install(place);
    await signIn();
  });
  afterAll(() => at.schakel?.stop());

  const signIn = async (): Promise<void> => {
    at.one = await onWeb('een', 'midden');
    at.two = await onWeb('twee', 'midden');
    at.buren = await onWeb('een', 'buren');
  };
  const onWeb = async (key: string, region: string): Promise<Caller> =>
    callerFor(at.schakel, await at.schakel.person(key, region));
  const onServer = async (...[how, name]: [] | ['give' | 'take', string]): Promise<string> => {
    const asked = { give: [], take: [], ...(how ? { [how]: [name] } : {}) };
    const { lines } = await regionWorkspaces(at.schakel.config, 'midden', asked);
    await at.schakel.app.work.caughtUp();
    return lines.join('\n');
  };
  const page = async (caller: Caller, region = 'midden'): Promise<string> =>
    (await caller.get(`/manage/${region}/connections`)).html;
  const waits = async (): Promise<void> => expect(await page(at.one)).toContain('Deze werkruimte wacht nog');
  /** Presses the button and returns the page after it. */
  const asked = async (caller: Caller, workspace: string, region = 'midden'): Promise<string> => {
    expect((await caller.press('manage.workspaceCode', { region, workspace })).status).toBe(303);
    return page(caller, region);
  };
  const codeFrom = async (caller: Caller, workspace: string, region = 'midden'): Promise<string> => {
    const code = CODE.exec(await asked(caller, workspace, region))?.[0];
    if (!code) throw new Error('no code on the page');
    return code;
  };
  const names = async (caller: Caller, region: string, teamId: string): Promise<void> =>
    expect((await caller.fill('manage.slack', { region }, { teamId })).status).toBe(303);
  /** Returns what somebody reads who types it in Slack: also those to whom Slack offers no slash commands. */
  const typed = async (team: string, user: SlackUser, text: string): Promise<string> => {
    const answer = await sent('slash_commands', {
      command: '/schakel',
      text,
      team_id: team,
      user_id: user.id,
      channel_id: 'D0SOMEWHERE',
      response_url: '',
    });
    return answer.body;
  };
  const sent = async (type: 'slash_commands' | 'interactive', payload: Record<string, unknown>) => {
    const http = createSignedHttp({
      url: () => `${at.schakel.base}/slack/events`,
      signingSecret: at.schakel.workspaces.signingSecret,
      now: () => at.schakel.clock.now().getTime(),
      ackMs: 3_000,
    });
    const answer = await http.send({ type, payload: { trigger_id: madeUp(), ...payload } });
    http.close();
    expect(answer.status).toBe(200);
    return answer;
  };
  /** The button, without having been asked the question. */
  const forged = (team: string, user: SlackUser, code: string) =>
    sent('interactive', {
      type: 'block_actions',
      team: { id: team },
      user: { id: user.id, team_id: user.teamId ?? team },
      actions: [{ action_id: 'command:code.use#0', value: JSON.stringify({ code, of: 'workspace' }) }],
    });
  /** The ways in of whoever stands under this key. */
  const accountsOf = async (key: string): Promise<string[]> => {
    const id = await at.schakel.person(key, 'midden');
    const [found] = await at.schakel.app.store.people([id]);
    return (found?.identities ?? []).map(({ externalId }) => (externalId === id ? 'web' : externalId));
  };
  /** Returns what the person reads in the conversation with Schakel. */
  const inSlack = (user: SlackUser): string => at.schakel.workspaces.written(CARE, user.id).join('\n');
  return {
    at,
    madeUp,
    signIn,
    onWeb,
    onServer,
    page,
    waits,
    asked,
    codeFrom,
    names,
    typed,
    forged,
    accountsOf,
    inSlack,
  };
}
