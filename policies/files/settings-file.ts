const setting = /^[ \t]*([\w-]+)[ \t]*=[ \t]*(?:'([^'\n]*)'|([^#\n]*))/gm;

/** @returns name → value of a file of `name = value` lines, as postgresql.conf and pgbackrest.conf are, without quotes and comments */
export function settingsIn(content: string): Record<string, string> {
  return Object.fromEntries([...content.matchAll(setting)].map(([, name = "", quoted, plain = ""]) => [name, quoted ?? plain.trim()]));
}
