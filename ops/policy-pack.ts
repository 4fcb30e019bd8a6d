/**
 * The project's own pack, for `pulumi preview` and `pulumi up`. It goes last: Pulumi gives the first configuration to the first pack, so
 * that those of a caller stay with the caller's packs, and one more, or the only one, is for this pack.
 */
export const policyFlags = ["--policy-pack", "policies"];
