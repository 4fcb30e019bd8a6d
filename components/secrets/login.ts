/**
 * An application owns one of two logins by turns: a rotation fills the other one, the application moves over, and only then is the
 * old one locked. Nobody is refused in between.
 */
export interface Login {
  /** Owner of the data, and the name of its database or key prefix. */
  owner: string;
  current: string;
  /** Locked once every consumer has moved. Absent before the first rotation. */
  retired?: string;
}

/** @param version counts from 1; raise it to rotate */
export function loginOf(owner: string, version: number): Login {
  const current = `${owner}_${version % 2 === 1 ? 1 : 2}`;
  const other = `${owner}_${version % 2 === 1 ? 2 : 1}`;
  return version > 1 ? { owner, current, retired: other } : { owner, current };
}
