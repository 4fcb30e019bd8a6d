import { skip, type Check, type KubernetesInput } from "../../check";

const title = "Disk space";

export const disk: Check<KubernetesInput> = {
  id: "disk",
  title,
  kinds: {},
  run: () => [skip(title, "ballast:preflight.disk is about a Docker host; the API does not say how much room a storage class has")],
};
