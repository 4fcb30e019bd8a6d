import { builtCli, type Cli, type CliMachine, cliParts, downloadedCli, presentClis } from "../../../toolchain/cli";
import { ask, Unavailable } from "../../../toolchain/sources";

/** A machine with nothing on it, on a closed network; `build` works. */
function machine(differences: Partial<CliMachine> = {}): CliMachine {
  return {
    installed: [],
    version: () => Promise.resolve("3.256.0"),
    languageHost: (cli) => cli.replace(/pulumi$/, "pulumi-language-nodejs"),
    standIn: () => undefined,
    download: () => Promise.resolve(new Unavailable("fetch failed")),
    build: () => Promise.resolve("/cache/engine/pulumi"),
    ...differences,
  };
}

const choose = (m: CliMachine): Promise<{ answer?: Cli; tried: string[] }> => ask([...presentClis(m), downloadedCli(m)]);

test("a new enough CLI on PATH is used, and nothing else is asked", async () => {
  const download = jest.fn();
  const { answer } = await choose(machine({ installed: ["/usr/bin/pulumi"], standIn: () => "/cache/engine/pulumi", download }));
  expect(answer).toEqual({
    path: "/usr/bin/pulumi",
    languageHost: "/usr/bin/pulumi-language-nodejs",
    version: "3.256.0",
    source: "vendor",
  });
  expect(download).not.toHaveBeenCalled();
});

test.each(["3.249.9", undefined])("a CLI of version %s is passed over, and the reason kept", async (version) => {
  const { answer, tried } = await choose(machine({ installed: ["/usr/bin/pulumi"], version: () => Promise.resolve(version) }));
  expect(answer).toBeUndefined();
  expect(tried[0]).toBe(`/usr/bin/pulumi: version ${version ?? "unknown"}, needed is 3.250.0 or later`);
});

test("a CLI without its language host is passed over for the next one", async () => {
  const languageHost = (cli: string) => (cli === "/a/pulumi" ? undefined : "/b/pulumi-language-nodejs");
  const { answer, tried } = await choose(machine({ installed: ["/a/pulumi", "/b/pulumi"], languageHost }));
  expect(answer?.path).toBe("/b/pulumi");
  expect(tried).toEqual(["/a/pulumi: has no pulumi-language-nodejs"]);
});

test("a stand-in built earlier keeps the vendor from being asked again", async () => {
  const download = jest.fn();
  const { answer } = await choose(machine({ standIn: () => "/cache/engine/pulumi", download }));
  expect(answer).toMatchObject({ path: "/cache/engine/pulumi", source: "stand-in" });
  expect(download).not.toHaveBeenCalled();
});

test("the vendor's download comes before a build", async () => {
  const { answer } = await choose(machine({ download: () => Promise.resolve("/home/.pulumi/versions/3.256.0/bin/pulumi") }));
  expect(answer).toMatchObject({ path: "/home/.pulumi/versions/3.256.0/bin/pulumi", source: "vendor" });
});

test("a refused download leaves the build, labelled as a stand-in", async () => {
  const m = machine();
  expect(await choose(m)).toEqual({ tried: ["stand-in built earlier: not there", "npm package pulumi 3.256.0: fetch failed"] });
  const built = await builtCli(m);
  expect(built).toMatchObject({ path: "/cache/engine/pulumi", source: "stand-in" });
  expect(cliParts(built).map(({ name, source }) => [name, source])).toEqual([
    ["pulumi CLI", "stand-in"],
    ["nodejs language host", "stand-in"],
  ]);
});
