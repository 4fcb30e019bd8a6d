import { targetsOf } from "../../../../ops/bench/target";

const endpoints = {
  gateway: "https://127.0.0.1:30000",
  "iodv3.local": "https://iodv3.local",
  blog: "http://127.0.0.1:30002",
};
const healthPaths = { accounts: "/health", blog: "/healthz" };

test("without paths: the health of the gateway and of every application with a port of its own, under 50 ms (K85)", () => {
  expect(targetsOf({ endpoints, healthPaths, paths: [] })).toEqual([
    { endpoint: "gateway", url: "https://127.0.0.1:30000/health", goal: { p99: 50 } },
    { endpoint: "blog", url: "http://127.0.0.1:30002/healthz", goal: { p99: 50 } },
  ]);
});

test("paths are the gateway's, and take the place of the others", () => {
  expect(targetsOf({ endpoints, healthPaths, paths: ["/posts?limit=1", "/health"] })).toEqual([
    { endpoint: "gateway", url: "https://127.0.0.1:30000/posts?limit=1" },
    { endpoint: "gateway", url: "https://127.0.0.1:30000/health", goal: { p99: 50 } },
  ]);
});

test.each(["https://elsewhere.example/", "@elsewhere.example/", ".elsewhere.example/", ":80/", "posts", ""])(
  "%p leads elsewhere, and is refused",
  (path) => {
    expect(() => targetsOf({ endpoints, healthPaths, paths: [path] })).toThrow(
      `--path: got ${JSON.stringify(path)}, allowed is a path of the gateway, as in "/notes"`,
    );
  },
);

test("a path that looks like another host is one of the gateway's", () => {
  const [target] = targetsOf({ endpoints, healthPaths, paths: ["//elsewhere.example/"] });
  expect(target?.url).toBe("https://127.0.0.1:30000//elsewhere.example/");
});
