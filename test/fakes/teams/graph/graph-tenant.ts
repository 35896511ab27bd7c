import { randomUUID } from 'node:crypto';
import { createGraph, type Graph } from '../../../../adapters/teams/graph/graph.ts';
import type { Address, WorkspaceRef } from '../../../../src/ports/chat.ts';
import { trust } from '../connector/certificate.ts';
import { type StandInGraph, startGraph } from './graph.ts';
import { person } from './graph-world.ts';

/** A tenant in the stand-in, and Graph as its app asks it. */
export interface GraphTenant {
  readonly standIn: StandInGraph;
  readonly graph: Graph;
  /** Another process of ours: it remembers nothing of what this one began. */
  readonly anotherGraph: () => Graph;
  readonly people: typeof PEOPLE;
  /** Rooms of this kind are opened. */
  workspace(rooms: 'shared' | 'chat' | 'standard'): WorkspaceRef;
  at(workspace: WorkspaceRef, room: string): Address;
  close(): Promise<void>;
}

const TENANT = randomUUID();
const PEOPLE = {
  coordinator: randomUUID(),
  mentor: randomUUID(),
  parent: randomUUID(),
  /** The account is closed. */
  left: randomUUID(),
  guest: randomUUID(),
  /** Somebody of another tenant, who is a member here by an agreement between the two. */
  external: randomUUID(),
  /** Somebody of another tenant. */
  neighbour: { id: randomUUID(), tenantId: randomUUID() },
  nobody: randomUUID(),
} as const;

/** The coordinator owns the team, the mentor is in it; the others are not. */
export async function openTenant(now?: () => Date): Promise<GraphTenant> {
  const of = { tenantId: TENANT };
  const standIn = await startGraph(
    [
      person(PEOPLE.coordinator, {
        ...{
          ...of,
          displayName: 'De coördinator',
          mail: 'coordinator@example.org',
          preferredLanguage: 'nl-NL',
        },
      }),
      person(PEOPLE.mentor, { ...of, displayName: 'De mentor', preferredLanguage: 'en-GB' }),
      person(PEOPLE.parent, of),
      person(PEOPLE.left, { ...of, accountEnabled: false }),
      person(PEOPLE.guest, { ...of, userType: 'Guest', mail: 'gast@example.org' }),
      person(PEOPLE.external, { ...of, userPrincipalName: 'iemand_elders.example#EXT#@tenant.example' }),
      person(PEOPLE.neighbour.id, { tenantId: PEOPLE.neighbour.tenantId }),
    ],
    now,
  );
  trust(standIn.certificate);
  const create = (): Graph => createGraph([standIn.app], { baseUrl: standIn.url, loginUrl: standIn.url });
  return {
    ...{ standIn, graph: create(), anotherGraph: create, people: PEOPLE },
    workspace: (rooms) => ({
      id: randomUUID(),
      externalId: TENANT,
      settings: { teamId: standIn.team().id, rooms },
    }),
    at: (workspace, room) => ({ workspace, target: { room }, mentions: {} }),
    close: () => standIn.close(),
  };
}
