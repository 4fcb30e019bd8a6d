import { segmentOf } from "../collect/segments";
import type { Archive } from "../collect/repository";
import { leadsTo, newestOf } from "./timelines";

interface Listed {
  label: string;
  archive: { stop: string };
  lsn: { stop: string };
}

/**
 * After a rollback the newest backup can be of a branch that was left: it does not lead to the data that is live.
 * @param info of the engine
 * @returns label of the newest that does
 */
export function newestLive(info: string, { histories, segmentBytes }: Pick<Archive, "histories" | "segmentBytes">): string | undefined {
  const [stanza] = JSON.parse(info) as { backup?: Listed[] }[];
  const live = newestOf(histories);
  const leads = ({ archive, lsn }: Listed): boolean =>
    leadsTo(histories, { timeline: segmentOf(archive.stop, segmentBytes).timeline, lsn: lsn.stop }, live);
  return stanza?.backup?.findLast(leads)?.label;
}
