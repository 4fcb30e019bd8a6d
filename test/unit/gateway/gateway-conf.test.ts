/** The text of nginx.conf. Does NOT prove: that nginx understands it; test/docker runs it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { gatewayConf } from "../../../components/gateway/gateway-conf";
import { checkRoutes, type GatewayRoute } from "../../../components/gateway/route";
import { parseConfig } from "../../../config";
import { ConfigError } from "../../../config-problems";

const notes: GatewayRoute = { path: "/notes", application: { name: "notes", host: "notes", port: 8080, health: "/health" } };
const shop: GatewayRoute = { path: "/", application: { name: "shop", host: "shop-web", port: 3000, health: "/status/deep" } };

test("a gateway to two applications", () => {
  expect(gatewayConf([notes, shop], { tls: false })).toBe(readFileSync(join(__dirname, "two-applications.conf"), "utf8"));
});

test("with TLS: HTTPS with the certificate of the moment, and those who come with HTTP are sent there (SE3)", () => {
  expect(gatewayConf([notes], { tls: true })).toContain(`  server {
    listen 8080 ssl;
    # A name with a variable in it is read at each handshake.
    ssl_certificate $certificate;
    ssl_certificate_key $certificate;
    ssl_session_cache shared:tls:1m;
    error_page 497 =308 https://$http_host$request_uri;

`);
  expect(gatewayConf([notes], { tls: false })).not.toContain("listen 8080 ssl");
});

test("the path of an application takes whole segments", () => {
  const conf = gatewayConf([notes], { tls: false });
  expect(locations(conf)).toEqual(expect.arrayContaining(["= /notes", "/notes/"]));
  expect(locations(conf)).not.toContain("/notes");
});

test("what no application has is not found, unless one has everything", () => {
  expect(gatewayConf([notes], { tls: false })).toContain("return 404;");
  expect(gatewayConf([shop], { tls: false })).not.toContain("return 404;");
});

test("two paths of one application ask its health once", () => {
  const conf = gatewayConf([notes, { ...notes, path: "/memos" }], { tls: false });
  expect(conf.match(/http:\/\/notes/g)).toHaveLength(1);
});

test.each<[string, string, Partial<GatewayRoute["application"]> & { path?: string }]>([
  ["path", "/notes/{}", { path: "/notes/{}" }],
  ["path", "notes", { path: "notes" }],
  ["path", "/notes/", { path: "/notes/" }],
  ["path", "/..", { path: "/.." }],
  ["path", "/health", { path: "/health" }],
  ["application name", "Notes", { name: "Notes" }],
  ["path", "/notes.v1", { path: "/notes.v1" }],
  ["path", "/~notes", { path: "/~notes" }],
  ["path", "//", { path: "//" }],
  ["path", "/ready", { path: "/ready" }],
  ["application name", "a".repeat(41), { name: "a".repeat(41) }],
  ["application host", "notes;", { host: "notes;" }],
  ["application host", "-notes", { host: "-notes" }],
  ["application health path", "/health'", { health: "/health'" }],
  ["application health path", "health", { health: "health" }],
  ["application health path", "/health?full=1", { health: "/health?full=1" }],
  ["application health path", "/a b", { health: "/a b" }],
])("refuses the %s %s", (what, got, { path = "/notes", ...change }) => {
  const route = { path, application: { ...notes.application, ...change } };
  expect(() => gatewayConf([route], { tls: false })).toThrow(`gateway route: ${what}: got ${JSON.stringify(got)}, allowed is `);
});

test.each(["/.well-known/health", "/~up", "/v1.2/ready/", "/"])("asks the health path %s as it is given", (health) => {
  expect(gatewayConf([{ ...notes, application: { ...notes.application, health } }], { tls: false })).toContain(`:8080${health}`);
});

test("takes a name of 40 characters", () => {
  const name = "a".repeat(40);
  expect(gatewayConf([{ ...notes, application: { ...notes.application, name } }], { tls: false })).toContain(name);
});

test("takes whatever the configuration takes", () => {
  const near = (characters: string, good: string) =>
    fc.oneof(
      fc.constant(good),
      fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 5 }),
      fc.constant(good.padEnd(40, "a")),
    );
  const name = near("az09-", "shop");
  const path = near("/aZ0_-.~", "/shop");
  const port = fc.constantFrom(0, 1, 8080, 65_535, 65_536);
  let taken = 0;
  fc.assert(
    fc.property(name, path, path, port, (host, where, health, number) => {
      const exposure = { to: "gateway", path: where };
      try {
        parseConfig({ applications: { [host]: { build: "x", port: number, health, exposure } } });
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        return;
      }
      taken++;
      checkRoutes([{ path: where, application: { name: host, host, port: number, health } }]);
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(taken).toBeGreaterThan(100);
});

test.each([0, 65_536, 1.5, Number.NaN])("refuses the port %d", (port) => {
  expect(() => gatewayConf([{ ...notes, application: { ...notes.application, port } }], { tls: false })).toThrow("application port: got");
});

test("refuses a path twice", () => {
  expect(() => gatewayConf([notes, notes], { tls: false })).toThrow('path: got "/notes", allowed is a path that no other route has');
});

test("any text is refused or stays what it is: it never opens a block, ends a directive or reads a variable", () => {
  const shape = (conf: string) => conf.replace(/[^{};$"'#\n]/g, "");
  const tricky = fc.oneof(fc.string(), fc.constantFrom("a", "a-b", "/a", "/a/b", "a;", "a{", "$a", "'", '"', "a\nb", "#"));
  const expected = shape(gatewayConf([notes], { tls: false }));
  let accepted = 0;
  fc.assert(
    fc.property(tricky, tricky, tricky, tricky, (path, name, host, health) => {
      let conf: string;
      try {
        conf = gatewayConf([{ path, application: { name, host, port: 8080, health } }], { tls: false });
      } catch (error) {
        expect(String(error)).toMatch(/^Error: gateway route: .*: got .*, allowed is /s);
        return;
      }
      accepted++;
      expect(shape(conf)).toBe(expected);
    }),
    { numRuns: 20_000, seed: 1 },
  );
  expect(accepted).toBeGreaterThan(0);
});

function locations(conf: string): string[] {
  return [...conf.matchAll(/location (.*) \{/g)].map(([, what = ""]) => what);
}
