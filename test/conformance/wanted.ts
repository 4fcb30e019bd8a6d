import type { Size } from "../../components/platform/units";
import type { KubernetesSettings } from "../../components/platform/kubernetes/context";

/** What the suite asks of its program. */
export interface Wanted {
  /** @default Docker */
  kubernetes?: KubernetesSettings;
  /** Under which `client` is exposed. */
  port: number;
  /** Of the image. */
  version: string;
  secretVersion: number;
  /** A file of `store`. */
  colour: string;
  /** A file that `client` mounts as a volume. */
  paper: string;
  /** In the environment of `web`. */
  greeting: string;
  /** `web` ends as soon as it starts. */
  broken: boolean;
  jobExitCode: string;
  /** What `stranger` gets at most. */
  strangerMemory: Size;
  /** Of the job `slow`. */
  slowSchedule: string;
}
