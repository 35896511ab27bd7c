/** How many open pages are listened to, and how often it is looked what changed. */
export interface LiveLimits {
  /** When nobody said that something was written, look all the same. */
  readonly lookMs: number;
  /** Between two looks: a busy hour is not spent looking. */
  readonly gapMs: number;
  /** Most proxies end what is silent for a minute, and a client that is gone is noticed by what cannot reach it. */
  readonly beatMs: number;
  /** A browser has six connections with one host, for all its tabs together; some have to stay for what is pressed. */
  readonly ofBrowser: number;
  readonly ofPerson: number;
  readonly inAll: number;
}

export const LIMITS: LiveLimits = {
  lookMs: 5_000,
  gapMs: 200,
  beatMs: 25_000,
  ofBrowser: 4,
  ofPerson: 20,
  inAll: 2_000,
};
