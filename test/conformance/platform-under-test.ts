import type { KubernetesSettings } from "../../components/platform/kubernetes/context";

/** One replica of a service. */
export interface Instance {
  /** Of its container, as the runtime and the kernel's control groups have it. */
  id: string;
  ready: boolean;
  restarts: number;
  /** Under which the service's own network has it. */
  address: string;
}

/** How the suite looks at what a platform has made, and spoils it. Services and units are called as in the program. */
export interface PlatformUnderTest {
  readonly name: "docker" | "kubernetes";
  /** For the program; absent for Docker. */
  readonly kubernetes?: KubernetesSettings;
  /** @returns a port that can be exposed and that nobody uses */
  freePort(): Promise<number>;
  /** Makes what the platform has to find where it takes images from. @param versions build arguments of the image */
  provideImages(versions: string[]): Promise<void>;
  /** Runs a shell command; never fails, tells how it ended. @param unit a service, or a sidecar as `<service>-<sidecar>` */
  inside(unit: string, script: string): Promise<{ code: number; output: string }>;
  instances(service: string): Promise<Instance[]>;
  /** All that is told to those who may look at the stack but at no secret. */
  descriptions(): Promise<string>;
  /** Of the service, and of those of its runs that are remembered. */
  logs(service: string): Promise<string>;
  /** Whether the kernel has ended the service's container for want of memory. */
  ranOutOfMemory(service: string): Promise<boolean>;
  /** As somebody does by hand, who has read the platform's manual. @param memory mebibytes */
  limitMemory(service: string, memory: number): Promise<void>;
  /** The service, by hand; not its volumes. */
  remove(service: string): Promise<void>;
  /** What is still there of the stack: volumes by their names in the program, and everything else. */
  remains(): Promise<{ volumes: string[]; others: string[] }>;
}
