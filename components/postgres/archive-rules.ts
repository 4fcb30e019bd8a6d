/** Seconds an idle server may keep a written row out of the archive; the rest of the minute is for the push. */
export const archiveTimeout = 40;

/** Seconds that may be lost with the server. */
export const longestArchiveTimeout = 60;
