import { pulumiEnv } from "../../../toolchain/environment";
import { pathsOf } from "../../../toolchain/paths";

const env = { HOME: "/home/u", PATH: "/usr/bin:/bin", PULUMI_ACCESS_TOKEN: "pul-1" };
const cli = { path: "/home/u/.cache/ballast/engine-1/pulumi" };
const variables = (of: NodeJS.ProcessEnv, ...sources: ("vendor" | "stand-in")[]) =>
  pulumiEnv(
    of,
    pathsOf(of),
    cli,
    sources.map((source) => ({ source })),
  );

test("with the vendor's plugins, the user's home stays", () => {
  expect(variables(env, "vendor", "vendor")).toEqual({
    PATH: "/home/u/.cache/ballast/engine-1:/usr/bin:/bin",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  });
});

test("a stand-in plugin has a home of its own, and the credentials stay where they are", () => {
  expect(variables(env, "stand-in")).toMatchObject({
    PULUMI_HOME: "/home/u/.cache/ballast/home",
    PULUMI_CREDENTIALS_PATH: "/home/u/.pulumi",
  });
  expect(variables({ ...env, PULUMI_HOME: "/data/pulumi" }, "stand-in")).toMatchObject({ PULUMI_CREDENTIALS_PATH: "/data/pulumi" });
});

test.each([["vendor", "stand-in"] as const, ["stand-in", "vendor"] as const])(
  "with plugins from %s and %s the home is ours, where both are",
  (...sources) => {
    expect(variables(env, ...sources)).toMatchObject({ PULUMI_HOME: "/home/u/.cache/ballast/home" });
  },
);

test("asked in a shell that has the variables, it gives the same ones", () => {
  const once = variables(env, "stand-in");
  expect(variables({ ...env, ...once }, "stand-in")).toEqual(once);
});

test("a shell that has a stand-in's home gets the user's back when the vendor's plugin is there", () => {
  expect(variables({ ...env, ...variables(env, "stand-in") }, "vendor")).toMatchObject({ PULUMI_HOME: "/home/u/.pulumi" });
});

test("BALLAST_CACHE and the XDG folders move what they name", () => {
  const paths = pathsOf({ HOME: "/h", BALLAST_CACHE: "/c", XDG_CACHE_HOME: "/x", XDG_DATA_HOME: "/d", XDG_CONFIG_HOME: "/e" });
  expect(paths).toEqual({
    cache: "/c",
    home: "/c/home",
    state: "/d/ballast/state",
    preflight: "/d/ballast/preflight",
    passphrase: "/e/ballast/passphrase",
    userHome: "/h/.pulumi",
  });
  expect(pathsOf({ HOME: "/h", XDG_CACHE_HOME: "/x" }).cache).toBe("/x/ballast");
});
