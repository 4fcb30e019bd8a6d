import { listObjects, type KubernetesApi } from "./api";
import { event, type Event } from "./objects";

/** The warnings of a namespace, the newest first. Kubernetes keeps them for an hour. */
export async function warnings(api: KubernetesApi, namespace: string): Promise<Event[]> {
  const events = await listObjects(api, `/api/v1/namespaces/${namespace}/events`, event, { fieldSelector: "type=Warning" });
  return events.sort((a, b) => timeOf(b) - timeOf(a));
}

/** @returns milliseconds since 1970 */
export const timeOf = ({ lastTimestamp, eventTime }: Event): number => (lastTimestamp ?? eventTime)?.getTime() ?? 0;

/** @returns the newest warning about an object, one of the given reasons */
export const newest = (events: Event[], uid: string, reasons: string[]): Event | undefined =>
  events.find(({ involvedObject, reason }) => involvedObject.uid === uid && reasons.includes(reason));
