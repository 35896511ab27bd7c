import type { secureHeaders } from 'hono/secure-headers';
import { isSecure } from '../visitor.ts';
import type { WebDeps } from './web-deps.ts';

const TWO_YEARS_S = 63_072_000;

/** Our pages may load from and send to nobody but us, and with https a browser never goes back to http. */
export function headersOf(deps: WebDeps): NonNullable<Parameters<typeof secureHeaders>[0]> {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: isSecure(deps) ? `max-age=${TWO_YEARS_S}; includeSubDomains` : false,
  };
}
