import type { CommonFacts } from "../../facts";

/** What the cluster and its registry said. */
export type KubernetesFacts = CommonFacts;
