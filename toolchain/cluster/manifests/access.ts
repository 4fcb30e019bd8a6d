import { users } from "../users";

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const reads = ["get", "list", "watch"];
const read = (group: string, ...resources: string[]): Rule => ({ apiGroups: [group], resources, verbs: reads });

/** What each add-on may do, and nothing else. */
const rulesOf: Record<string, Rule[]> = {
  [users.names]: [read("", "services", "pods", "namespaces"), read("discovery.k8s.io", "endpointslices")],
  [users.storage]: [
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: [...reads, "create", "patch", "update", "delete"] },
    { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: [...reads, "update"] },
    { apiGroups: [""], resources: ["events"], verbs: ["create", "update", "patch", ...reads] },
    read("", "nodes"),
    read("storage.k8s.io", "storageclasses"),
  ],
  [users.metrics]: [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }, read("", "pods", "nodes")],
  [users.networkPolicies]: [
    read("", "namespaces", "pods", "services", "nodes", "endpoints"),
    read("discovery.k8s.io", "endpointslices"),
    read("networking.k8s.io", "networkpolicies"),
  ],
  [users.ingress]: [
    read("networking.k8s.io", "ingresses", "ingressclasses"),
    read("discovery.k8s.io", "endpointslices"),
    // Certificates of an Ingress are Secrets.
    read("", "services", "endpoints", "secrets"),
  ],
};

/** Roles that Kubernetes brings. */
const given: [user: string, role: string][] = [
  [users.apiServer, "system:kubelet-api-admin"],
  [users.metrics, "system:auth-delegator"],
];

export function access(): object[] {
  return [
    ...Object.entries(rulesOf).flatMap(([user, rules]) => [
      { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: user }, rules },
      binding("ClusterRoleBinding", { name: user }, user, { kind: "ClusterRole", name: user }),
    ]),
    ...given.map(([user, role]) => binding("ClusterRoleBinding", { name: `${user}:${role}` }, user, { kind: "ClusterRole", name: role })),
    binding("RoleBinding", { name: users.metrics, namespace: "kube-system" }, users.metrics, {
      kind: "Role",
      name: "extension-apiserver-authentication-reader",
    }),
  ];
}

function binding(kind: string, metadata: object, user: string, role: { kind: string; name: string }): object {
  const apiGroup = "rbac.authorization.k8s.io";
  return {
    apiVersion: `${apiGroup}/v1`,
    kind,
    metadata,
    roleRef: { apiGroup, ...role },
    subjects: [{ apiGroup, kind: "User", name: user }],
  };
}
