import { route, type Visit } from '../routes.ts';

/** Addresses that are no pages: styles and scripts, and where to report a leak. */
export const plainRoutes = [
  route('get', '/assets/:hash/:name', 'anyone', showAsset),
  route('get', '/.well-known/security.txt', 'anyone', showSecurity),
];

/** The address holds a hash of the content, so a browser may keep it for ever. */
async function showAsset({ c, assets }: Visit): Promise<Response> {
  const found = assets.find(c.req.path);
  if (!found) return c.notFound();
  return c.body(found.body, 200, {
    'content-type': found.type,
    'cache-control': 'public, max-age=31536000, immutable',
  });
}

const GOOD_FOR_MS = 180 * 24 * 3_600_000;

/** RFC 9116. Without an address that somebody reads there is none. */
async function showSecurity({ c, deps }: Visit): Promise<Response> {
  const { securityContact, publicUrl, clock } = deps;
  if (!securityContact) return c.notFound();
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${new Date(clock.now().getTime() + GOOD_FOR_MS).toISOString().slice(0, 10)}T00:00:00Z`,
    'Preferred-Languages: nl, en',
    ...(publicUrl ? [`Canonical: ${new URL('/.well-known/security.txt', publicUrl).href}`] : []),
  ];
  return c.text(`${lines.join('\n')}\n`);
}
