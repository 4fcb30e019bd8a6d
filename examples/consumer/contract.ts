import * as pulumi from "@pulumi/pulumi";

/** The part of ballast's contract that this program uses, copied from its docs/outputs.md: fields it does not know may come. */
export interface Contract {
  contractVersion: 1;
  /** Name → URL. */
  endpoints: Record<string, string>;
}

/** The versions that this copy is right for. */
const known = [1];

/**
 * The version is read first: of a contract it does not know a program knows nothing.
 * @param stack its full name, as in `organization/ballast/dev`
 * @throws RunError, which is told without a stack trace, when the stack does not keep the contract
 */
export async function readContract(stack: string): Promise<Contract> {
  const reference = new pulumi.StackReference(stack);
  const read = async (output: string): Promise<unknown> => (await reference.getOutputDetails(output)).value;

  const version = await read("contractVersion");
  if (version === undefined)
    throw new pulumi.RunError(`stack ${stack}: got no output contractVersion; it is no ballast stack, or not deployed`);
  if (!known.includes(version as number)) {
    throw new pulumi.RunError(
      `stack ${stack}: got contract version ${JSON.stringify(version)}, allowed is ${known.join(" or ")}; ` +
        "read what changed in ballast's docs/outputs.md, then adapt contract.ts",
    );
  }
  return { contractVersion: 1, endpoints: (await read("endpoints")) as Contract["endpoints"] };
}
