/** Seconds an idle server may keep a written row out of the archive; the rest of the minute is for the push. */
export const archiveTimeout = 40;

/** Seconds that may be lost with the server, while archiving works: what the stack promises. */
export const longestArchiveTimeout = 60;

/**
 * Seconds that a verification allows: BR11. It sees how old the newest transaction of the archive is, which is more than a minute also where
 * nothing would be lost: in a server that was stopped for a while nobody commits, and a repository that was away gets its WAL some minutes later.
 */
export const oldestTransaction = 300;
