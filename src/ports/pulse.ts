/**
 * Time that only goes forward, whatever is done to the clock of the machine. For waking and for noticing that nothing
 * happens; what is due is asked of the `Clock`.
 */
export interface Pulse {
  /** Milliseconds since some moment. */
  ms(): number;
  /** Calls once, after so long; the function that it gives back takes that back. Keeps no program alive. */
  after(ms: number, work: () => void): () => void;
}
