/** What a repository has, in short. */
export interface Catalogue {
  /** Of its backups, oldest first. */
  labels: string[];
  /** Of the newest cluster's WAL, as `17-1`. */
  archive: string | undefined;
  /** Name of its newest segment. */
  newestSegment: string | undefined;
  /** What the engine says of the repository. */
  status: string;
}

/** A backup in the engine's list. */
export interface Listed {
  label: string;
  full: boolean;
  /** Labels of all that it builds on. */
  needs: string[];
  /** Milliseconds since 1970, by the server's clock. */
  stoppedAt: number;
  pageErrors: boolean;
}

interface Stanza {
  archive?: { id: string; max?: string | null }[];
  backup?: {
    label: string;
    type: string;
    prior: string | null;
    reference: string[] | null;
    timestamp: { stop: number };
    error?: boolean | null;
  }[];
  repo?: { status: { message: string } }[];
}

/**
 * @param info of an engine
 * @throws Error for a repository that belongs to no server
 */
export function catalogueOf(info: string): Catalogue {
  const stanza = stanzaOf(info);
  return {
    labels: (stanza.backup ?? []).map(({ label }) => label),
    archive: stanza.archive?.at(-1)?.id,
    newestSegment: stanza.archive?.at(-1)?.max ?? undefined,
    status: unquoted(stanza.repo?.[0]?.status.message ?? ""),
  };
}

/**
 * @param info of an engine
 * @returns its backups, oldest first
 * @throws Error for a repository that belongs to no server
 */
export function backupsIn(info: string): Listed[] {
  return (stanzaOf(info).backup ?? []).map(({ label, type, prior, reference, timestamp, error }) => ({
    label,
    full: type === "full",
    needs: [...new Set([...(reference ?? []), ...(prior === null ? [] : [prior])])],
    stoppedAt: timestamp.stop * 1000,
    pageErrors: error === true,
  }));
}

function stanzaOf(info: string): Stanza {
  const [stanza] = JSON.parse(info) as Stanza[];
  if (!stanza) throw new Error("the repository is empty: no server archives into it");
  return stanza;
}

/** The engine quotes the line that is damaged: the archive's key can be in it. */
const unquoted = (message: string): string => message.replace(/( at line \d+)[^\n]*/g, "$1");
