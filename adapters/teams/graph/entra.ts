import { ClientSecretCredential } from '@azure/identity';

/** Where tokens come from instead of login.microsoftonline.com; a null inside: the place that AZURE_AUTHORITY_HOST names. */
export interface LoginAddress {
  readonly loginUrl: string | null;
}

/**
 * Tokens that Entra gives an app in one tenant. An app that several tenants consented to has one of each: they hold in
 * that tenant and in no other. Asked once each time, since the outbox owns trying again.
 */
export function tokensIn(
  tenantId: string,
  { appId, password }: { readonly appId: string; readonly password: string },
  address: LoginAddress | null,
): ClientSecretCredential {
  return new ClientSecretCredential(tenantId, appId, password, {
    ...(address ? { disableInstanceDiscovery: true } : {}),
    ...(address?.loginUrl ? { authorityHost: address.loginUrl } : {}),
    retryOptions: { maxRetries: 0 },
  });
}
