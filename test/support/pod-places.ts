import { askKubectl, kubectl } from "./kubectl";
import { textPlace, type Place } from "./search";

/** Every object of a namespace but Secrets, which are where secrets belong; and what the node's events say. */
export async function objectPlace(namespace: string): Promise<Place> {
  const kinds = "all,configmaps,persistentvolumeclaims,ingresses,networkpolicies,serviceaccounts,events,cronjobs,poddisruptionbudgets";
  return textPlace(
    `objects of ${namespace}`,
    await kubectl("--namespace", namespace, "get", kinds, "--output=json", "--show-managed-fields"),
  );
}

/** What each pod says, was started with, and has in its environment. */
export async function podPlaces(namespace: string): Promise<Place[]> {
  const names = (await kubectl("--namespace", namespace, "get", "pods", "--output=jsonpath={.items[*].metadata.name}"))
    .split(" ")
    .filter(Boolean);
  const each = names.map(async (pod) => {
    const asked = (...args: string[]) => askKubectl("--namespace", namespace, ...args);
    const read = async (what: string) =>
      (await asked("exec", pod, "--", "bash", "-c", `cat /proc/[0-9]*/${what} 2>/dev/null | tr '\\0' '\\n'`)).output;
    return [
      textPlace(`logs ${pod}`, (await asked("logs", pod, "--all-containers")).output),
      textPlace(`environ ${pod}`, await read("environ")),
      textPlace(`arguments ${pod}`, await read("cmdline")),
    ];
  });
  return (await Promise.all(each)).flat();
}
