const pack = "--policy-pack";
const configuration = "--policy-pack-config";

/**
 * The project's own pack, for `pulumi preview` and `pulumi up`. It goes last, so that packs of the caller keep their configurations; the
 * only configuration, or one more than the caller has packs, is for this pack.
 * @param passed the caller's own flags
 */
export function policyFlags(passed: string[]): string[] {
  const count = (flag: string) => passed.filter((word) => word === flag || word.startsWith(`${flag}=`)).length;
  // Pulumi wants a configuration for every pack, or for none.
  const wanting = count(configuration) > 0 && count(configuration) === count(pack);
  return [pack, "policies", ...(wanting ? [configuration, "policies/default.json"] : [])];
}
