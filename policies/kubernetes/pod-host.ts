import { each } from "../policy";
import { eachContainer, podPolicy } from "./pod";

export const podHost = podPolicy({
  name: "pod-host",
  description: "A pod shares nothing with its node: no namespace, folder, port or privilege.",
  check({ props: pod }, report) {
    const refuse = (title: string, got: string) =>
      report({
        what: `${title} reaches into the node it runs on`,
        got,
        allowed: "none of hostNetwork, hostPID, hostIPC, hostPath, hostPort, privileged",
        fix: "leave it out, and describe what it needs as needs, exposure and volumes of its workload",
      });
    const { spec, title } = pod;
    for (const share of ["hostNetwork", "hostPID", "hostIPC"] as const) if (spec[share] === true) refuse(title, `${share} true`);
    each(spec.volumes, ({ hostPath, name }) => {
      if (hostPath) refuse(title, `hostPath ${hostPath.path} as volume ${name}`);
    });
    eachContainer(pod, ({ ports, securityContext }, container) => {
      if (securityContext?.privileged === true) refuse(container, "privileged true");
      each(ports, ({ hostPort }) => {
        if (hostPort) refuse(container, `hostPort ${hostPort}`);
      });
    });
  },
});
