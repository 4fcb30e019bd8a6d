export interface Account {
  id: string;
  /** Nobody else has it. */
  name: string;
  createdAt: string;
}

/** Where accounts are kept. Everything throws HttpError 503 when the store is away for longer than a restart takes. */
export interface AccountStore {
  /**
   * @param id makes a repeated add harmless: the second one changes nothing
   * @returns undefined when somebody else has the name
   */
  add(id: string, name: string): Promise<Account | undefined>;
  find(id: string): Promise<Account | undefined>;
  named(name: string): Promise<Account | undefined>;
  /** One cheap look, without waiting for a store that is away. */
  check(): Promise<void>;
}
