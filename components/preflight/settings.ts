import type { Size } from "../platform/units";

/** What the machine must have whatever the stack asks for: `ballast:preflight` in the configuration. */
export interface Settings {
  /** Free space in the folder where Docker keeps its data. */
  disk: Size;
  memory: Size;
  cpus: number;
  /** Host ports that must be free beyond those the stack publishes. */
  ports: number[];
  /** Make no connection beyond the Docker engine; then every image must be there already. */
  airGapped: boolean;
  /** Ids of findings that are known and taken as warnings. */
  accept: string[];
}
