import { podHost } from "../../../../policies/kubernetes/pod-host";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, job, statefulSet } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (title: string, got: string) =>
  `${title} reaches into the node it runs on: got ${got}, allowed is none of hostNetwork, hostPID, hostIPC, hostPath, hostPort, privileged; leave it out, and describe what it needs as needs, exposure and volumes of its workload.`;

testPolicy(podHost, {
  passes: {
    "nothing of the node": { resources: [deployment(), statefulSet(), job(), cronJob()] },
    "written as no": {
      resources: deployment({
        pod: { hostNetwork: false },
        container: { securityContext: { privileged: false }, ports: [{ containerPort: 80 }] },
      }),
    },
  },
  refuses: {
    "its network": { resources: deployment({ pod: { hostNetwork: true } }), message: message("Deployment shop", "hostNetwork true") },
    "its processes": { resources: job({ pod: { hostPID: true } }), message: message("Job setup", "hostPID true") },
    "its memory": { resources: cronJob({}, { pod: { hostIPC: true } }), message: message("CronJob nightly", "hostIPC true") },
    "a folder": {
      resources: deployment({ pod: { volumes: [{ name: "socket", hostPath: { path: "/run" } }] } }),
      message: message("Deployment shop", "hostPath /run as volume socket"),
    },
    "a port": {
      resources: deployment({ container: { ports: [{ containerPort: 80, hostPort: 8080 }] } }),
      message: message("Container shop of Deployment shop", "hostPort 8080"),
    },
    "its rights": {
      resources: deployment({ container: { securityContext: { privileged: true } } }),
      message: message("Container shop of Deployment shop", "privileged true"),
    },
  },
  leavesOut: {
    "volumes that are not known yet": { resources: deployment({ pod: { volumes: unknown } }), unknown: "spec.template.spec.volumes" },
  },
});
