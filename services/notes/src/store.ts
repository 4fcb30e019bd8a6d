export interface Note {
  id: string;
  text: string;
  createdAt: string;
}

/** Where notes are kept. Everything throws HttpError 503 when the store is away for longer than a restart takes. */
export interface NoteStore {
  /** @param id makes a repeated add harmless: the second one changes nothing */
  add(id: string, text: string): Promise<Note>;
  /** Newest first. */
  list(limit: number): Promise<Note[]>;
  find(id: string): Promise<Note | undefined>;
  /** One cheap look, without waiting for a store that is away. */
  check(): Promise<void>;
}
