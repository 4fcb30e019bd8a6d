import { answerOf, Refused, type Ask, type Named } from "./ask";
import type { Namespace } from "./facts";

export async function namespaceFacts(ask: Ask, name: string): Promise<Namespace> {
  try {
    const { metadata, status } = await answerOf<Named & { status?: { phase?: string } }>(ask, `/api/v1/namespaces/${name}`);
    const { labels = {} } = metadata;
    return {
      found: {
        owner: labels["ballast.stack"] ?? "",
        terminating: status?.phase === "Terminating",
        enforce: labels["pod-security.kubernetes.io/enforce"] ?? "",
      },
    };
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return {};
    throw error;
  }
}
