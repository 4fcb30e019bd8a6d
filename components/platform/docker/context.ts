import type { Volume, Workload } from "../workload";
import type { DockerImages } from "./images";
import type { DockerNeeds } from "./needs";
import type { DockerNetworks } from "./networks";

/** What the parts of the Docker platform share. */
export interface DockerContext {
  /** Goes before every name on the host, so that stacks live side by side. */
  prefix: string;
  images: DockerImages;
  networks: DockerNetworks;
  needs: DockerNeeds;
  /** The volume with the program that runs scheduled jobs; made when the first job asks for it. */
  scheduler(): Volume;
  /** Notes what a service is made of, for the stack's outputs. */
  record(service: string, units: string[], needs?: Workload[]): void;
}

export function labels(context: DockerContext, service: string): Record<string, string> {
  return { "ballast.stack": context.prefix, "ballast.service": service };
}
