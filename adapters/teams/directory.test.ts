import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Directory, DirectoryUnavailable } from '../../src/ports/directory.ts';
import { type GraphTenant, openTenant } from '../../test/fakes/teams/graph/graph-tenant.ts';
import { createDirectory } from './directory.ts';

let tenant: GraphTenant;
let directory: Directory;
let tenantId: string;

beforeAll(async () => {
  tenant = await openTenant();
  directory = createDirectory(tenant.graph);
  tenantId = tenant.standIn.app.tenantId;
});
afterAll(() => tenant.close());

describe('the people of a tenant', () => {
  it('are known by name, address and language', async () => {
    expect(await directory.describe(tenantId, tenant.people.coordinator)).toEqual({
      name: 'De coördinator',
      email: 'coordinator@example.org',
      language: 'nl',
      guest: false,
      administrator: null,
      deactivated: false,
      bot: false,
    });
    expect(await directory.describe(tenantId, tenant.people.mentor)).toMatchObject({
      ...{ email: null, language: 'en' },
    });
    expect(await directory.describe(tenantId, tenant.people.parent)).toMatchObject({ language: null });
  });

  it('may be a guest, or have an account that is closed', async () => {
    expect(await directory.describe(tenantId, tenant.people.guest)).toMatchObject({ guest: true });
    expect(await directory.describe(tenantId, tenant.people.left)).toMatchObject({ deactivated: true });
  });

  it('are guests also where the tenant calls somebody of another one a member', async () => {
    expect(await directory.describe(tenantId, tenant.people.external)).toMatchObject({ guest: true });
  });

  it('are nobody when the tenant does not know them, or when it is not the id of a person', async () => {
    expect(await directory.describe(tenantId, tenant.people.nobody)).toBeNull();
    expect(await directory.describe(tenantId, tenant.people.neighbour.id)).toBeNull();
    tenant.standIn.calls.splice(0);
    for (const id of ['', 'me', '28:a-bot', '../groups'])
      expect(await directory.describe(tenantId, id)).toBeNull();
    expect(tenant.standIn.calls).toEqual([]);
  });

  it('are not nobody because Graph cannot say who they are now', async () => {
    const statuses = [403, 429, 502, 503];
    for (const what of [...statuses.map((status) => ({ status })), 'lost-before' as const]) {
      tenant.standIn.fault({ method: 'GET', path: /^\/users\//, what });
      await expect(directory.describe(tenantId, tenant.people.mentor)).rejects.toThrow(DirectoryUnavailable);
    }
  });
});
