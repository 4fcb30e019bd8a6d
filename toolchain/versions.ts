/** The only place where the toolchain's own versions are written; the @pulumi packages in package.json match them. */
export const versions = {
  node: { minimum: "20.19.0" },
  pulumi: { minimum: "3.250.0", built: "3.256.0" },
  plugins: { docker: "5.2.0", command: "1.2.1", kubernetes: "4.34.2" },
  go: { minimum: "1.26.0", wheel: "1.27.3" },
  /** For tests. */
  openbao: { wheel: "2.7.2" },
} as const;

/** The first three numbers of a version, wherever they stand in the text. */
export function parseVersion(text: string): string | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? `${found[1]}.${found[2]}.${found[3] ?? 0}` : undefined;
}

export function atLeast(version: string | undefined, minimum: string): boolean {
  if (version === undefined) return false;
  const [left, right] = [version, minimum].map((text) => text.split(".").map(Number));
  for (const [index, wanted] of right!.entries()) {
    const got = left![index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}
