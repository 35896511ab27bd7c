import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { type ForTenant, otherThan, teamsLocalization, teamsManifest } from './manifest.ts';

const ICONS = new URL('../../../manifest/teams/', import.meta.url);
/** The first moment a zip knows: the same package is the same bytes, whenever it is made. */
const NO_DATE = '1980-01-01T00:00:00';

/** The zip an administrator uploads in the Teams admin centre. Throws when `publicUrl` is no address. */
export function teamsPackage(tenant: ForTenant): Uint8Array {
  const other = otherThan(tenant.language);
  return zipSync(
    {
      'manifest.json': json(teamsManifest(tenant)),
      [`${other}.json`]: json(teamsLocalization(other)),
      'color.png': readFileSync(new URL('color.png', ICONS)),
      'outline.png': readFileSync(new URL('outline.png', ICONS)),
    },
    { mtime: NO_DATE },
  );
}

function json(value: object): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}
