export interface CounterStore {
  /** @returns the count after it. A failure with 503 may have counted when it says so */
  increment(name: string): Promise<number>;
  /** @returns 0 for a counter nobody incremented */
  read(name: string): Promise<number>;
  /** One cheap look, without waiting for a store that is away. */
  check(): Promise<void>;
}
