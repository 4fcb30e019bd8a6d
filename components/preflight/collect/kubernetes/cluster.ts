import { NoContext } from "../../../platform/kubernetes/api-server";
import { failureOf } from "../connection";
import { answerOf, Refused, type Ask } from "./ask";
import type { Cluster } from "./facts";

/** Never throws for a cluster that does not answer: that is a fact too. */
export async function clusterFacts(ask: Ask): Promise<Cluster> {
  try {
    const { gitVersion } = await answerOf<{ gitVersion?: string }>(ask, "/version");
    if (gitVersion === undefined) return { state: "unknown", reason: "/version: the answer has no version" };
    return { state: "answers", version: gitVersion };
  } catch (error) {
    return { state: stateOf(error as NodeJS.ErrnoException), reason: reasonOf(error as NodeJS.ErrnoException) };
  }
}

function stateOf(error: NodeJS.ErrnoException): Exclude<Cluster["state"], "answers"> {
  if (error instanceof NoContext) return "no-context";
  if (error instanceof Refused) return error.status === 401 || error.status === 403 ? "denied" : "unknown";
  return failureOf(error.code ?? "");
}

/** Where several addresses were tried, the error as a whole says nothing. */
const reasonOf = ({ message, code }: NodeJS.ErrnoException): string => message || (code ?? "it said nothing");
