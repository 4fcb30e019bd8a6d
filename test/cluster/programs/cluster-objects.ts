import { security } from "./ops-objects";

/** Answers every request on port 8080 with its own name. */
const serve = `use IO::Socket::INET; $SIG{TERM} = sub { exit 0 };
my $listener = IO::Socket::INET->new(LocalPort => 8080, Listen => 16, ReuseAddr => 1) or die;
while (my $client = $listener->accept) {
  while (<$client>) { last if /^\\r?$/ }
  my $body = "I am $ENV{HOSTNAME}\\n";
  print $client "HTTP/1.1 200 OK\\r\\nContent-Length: " . length($body) . "\\r\\nConnection: close\\r\\n\\r\\n$body";
  close $client;
}`;
const idle = 'trap "exit 0" TERM; while :; do sleep 1; done';

/** All keep Pod Security `restricted`. @param image has bash and perl */
export function podsOf(image: string) {
  const pod = (name: string, command: string[], container: object = {}, spec: object = {}): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: name } },
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      securityContext: { ...security.pod, fsGroup: 4321 },
      containers: [
        {
          name,
          image,
          command,
          securityContext: security.container,
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "200m", memory: "32Mi" } },
          ...container,
        },
      ],
      ...spec,
    },
  });
  return {
    server: (name: string) => pod(name, ["perl", "-e", serve]),
    client: (name: string) => pod(name, ["bash", "-c", idle]),
    /** Holds 200 MB in a container of 32 MiB. */
    greedy: (name: string) => pod(name, ["perl", "-e", 'my $x = "x" x 200_000_000; sleep 60']),
    keeper: (name: string, claim: string) =>
      pod(
        name,
        ["bash", "-c", idle],
        { volumeMounts: [{ name: "data", mountPath: "/data" }] },
        { volumes: [{ name: "data", persistentVolumeClaim: { claimName: claim } }] },
      ),
  };
}

/** Port 8080 of the pods whose label `app` is `app`. */
export const service = (name: string, app: string, type = "ClusterIP"): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { type, selector: { app }, ports: [{ port: 8080 }] },
});

export const claim = (name: string): object => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
});

/** Lets nobody in but pods whose label `app` is one of `from`. */
export const policy = (name: string, app: string, from: string[]): object => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name },
  spec: {
    podSelector: { matchLabels: { app } },
    policyTypes: ["Ingress"],
    ingress: from.map((one) => ({ from: [{ podSelector: { matchLabels: { app: one } } }] })),
  },
});

/** @param certificate PEM */
export const ingress = (host: string, backend: string, { certificate, key }: { certificate: string; key: string }): object[] => [
  {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "door" },
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": certificate, "tls.key": key },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "door" },
    spec: {
      tls: [{ hosts: [host], secretName: "door" }],
      rules: [
        { host, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: backend, port: { number: 8080 } } } }] } },
      ],
    },
  },
];
