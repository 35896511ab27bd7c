import type { secureHeaders } from 'hono/secure-headers';
import { isSecure } from '../visitor.ts';
import type { WebParts } from './parts.ts';

const TWO_YEARS_S = 63_072_000;

/** What a browser may do with our pages: load and send to nobody but us, and with https never go back to http. */
export function headersOf(parts: WebParts): NonNullable<Parameters<typeof secureHeaders>[0]> {
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
    strictTransportSecurity: isSecure(parts) ? `max-age=${TWO_YEARS_S}; includeSubDomains` : false,
  };
}
