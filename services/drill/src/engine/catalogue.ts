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

interface Stanza {
  archive?: { id: string; max?: string | null }[];
  backup?: { label: string }[];
  repo?: { status: { message: string } }[];
}

/**
 * @param info of an engine
 * @throws Error for a repository that belongs to no server
 */
export function catalogueOf(info: string): Catalogue {
  const [stanza] = JSON.parse(info) as Stanza[];
  if (!stanza) throw new Error("the repository is empty: no server archives into it");
  return {
    labels: (stanza.backup ?? []).map(({ label }) => label),
    archive: stanza.archive?.at(-1)?.id,
    newestSegment: stanza.archive?.at(-1)?.max ?? undefined,
    status: unquoted(stanza.repo?.[0]?.status.message ?? ""),
  };
}

/** The engine quotes the line that is damaged: the archive's key can be in it. */
const unquoted = (message: string): string => message.replace(/( at line \d+)[^\n]*/g, "$1");
