/** What the gateway asks of its platform. Does NOT prove: that it serves; test/docker proves that. */
import { FakePlatform, type Call } from "../stack/fake-platform";
import { record } from "../stack/record";

let calls: Call[];

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Gateway } = await import("../../../components/gateway/gateway");
    const platform = new FakePlatform();
    const notes = { workload: { name: "notes", host: "notes" }, port: 8080, health: "/health" };
    new Gateway("plain", platform, { port: 8000, routes: [{ path: "/notes", application: notes }] });
    new Gateway("rich", platform, {
      authority: new CertificateAuthority("certificates", platform, {
        commonName: "test",
        protect: true,
        lifetimeDays: 90,
        renewBeforeDays: 30,
      }),
      hosts: ["shop.example.com"],
      port: 80,
      address: "0.0.0.0",
      routes: [
        { path: "/notes", application: notes },
        { path: "/memos", application: notes },
      ],
      resources: { requests: { cpu: "1m", memory: "32Mi" }, limits: { cpu: "50m", memory: "64Mi" } },
    });
    return platform.calls;
  });
  calls = result;
}, 60_000);

const args = (name: string) => calls.find((call) => call.name === name)?.args;

test("default arguments", () => {
  expect(args("plain")).toEqual({
    image: { build: "images/gateway", args: { NGINX_VERSION: "1.26.*", NJS_VERSION: "0.8.*" } },
    files: {
      "nginx.conf": expect.stringContaining('set $application "notes${search_domain}:8080";') as string,
      "health.js": expect.stringContaining("export default { health };") as string,
    },
    ports: { http: { port: 8080, exposure: { from: "host", port: 8000, address: "127.0.0.1", names: { hosts: [] } } } },
    mounts: [],
    needs: ["notes"],
    probes: {
      readiness: { check: { http: "/ready", port: 8081 }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
      liveness: { check: { http: "/live", port: 8081 }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
    },
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
    user: 10101,
  });
});

test("given arguments, and an application with two paths is needed once", () => {
  expect(args("rich")).toMatchObject({
    ports: {
      http: {
        exposure: { port: 80, address: "0.0.0.0", names: { hosts: ["shop.example.com"], certificate: { name: "rich-certificate" } } },
      },
    },
    needs: ["notes"],
    resources: { limits: { memory: "64Mi" } },
    mounts: [{ volume: { name: "rich-certificate" }, path: "/run/certificates", readOnly: true }],
  });
});
