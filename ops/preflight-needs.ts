import type { Request } from "../components/preflight";
import { programResources } from "./program-resources";

/** What the program says it needs, from the program itself. @throws what `programResources` does */
export async function requestOf(stack: string): Promise<Request> {
  const asked = (await programResources(stack)).find(({ type }) => type.endsWith(":Preflight"));
  if (!asked) throw new Error("index.ts: got no Preflight, expected is one that everything waits for");
  // Vault's secret id is encrypted here, and left out.
  const { needs, settings, vault } = asked.inputs;
  return { needs, settings, vault } as Request;
}
