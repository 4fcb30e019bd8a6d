/** @throws Error where the cluster would refuse the name */
export function checkedNamespace(name: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw new Error(
    `namespace: got ${JSON.stringify(name)}, which is the names of project and stack; allowed on Kubernetes are 1 to 63 characters of a to z, 0 to 9 and -, beginning and ending with a letter or digit; choose another name for the stack`,
  );
}
