/** What the image makes of resolv.conf. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const script = join(__dirname, "../../../images/gateway/resolver.awk");
const run = (input: string) => spawnSync("awk", ["-f", script], { input, encoding: "utf8" });

test("Docker: its own name server, and nothing of the host's search list", () => {
  expect(run("search example.com\nnameserver 127.0.0.11\noptions ndots:0\n").stdout).toBe(
    'resolver 127.0.0.11 valid=1s ipv6=off;\nmap "" $search_domain { default ""; }\n',
  );
});

test("Kubernetes: names are completed with the pod's namespace", () => {
  expect(run("search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n").stdout).toBe(
    'resolver 10.96.0.10 valid=1s ipv6=off;\nmap "" $search_domain { default ".shop.svc.cluster.local"; }\n',
  );
});

test("IPv6 name servers", () => {
  expect(run("nameserver fd00::a\nnameserver 10.0.0.1\n").stdout).toContain("resolver [fd00::a] 10.0.0.1 valid=1s;\n");
});

test("no name server is an error", () => {
  expect(run("search example.com\n")).toMatchObject({ status: 1, stdout: "", stderr: "resolv.conf: no nameserver\n" });
});
