import { type BaseImage, findBase, type ImageMachine } from "../../../toolchain/base-image";
import { Unavailable } from "../../../toolchain/sources";

const name = "debian:trixie-slim";

/** An engine whose image appears when one of `ways` was taken. */
function machine(ways: { pull?: true; bootstrap?: true; present?: true }) {
  let image: BaseImage | undefined = ways.present && { name, id: "sha256:1", source: "vendor" };
  const arrive = (source: BaseImage["source"], works: true | undefined) => {
    if (works) image = { name, id: "sha256:2", source };
    return Promise.resolve(works ? undefined : new Unavailable("no such host"));
  };
  return {
    inspect: () => Promise.resolve(image ?? new Unavailable("no such image")),
    pull: jest.fn(() => arrive("vendor", ways.pull)),
    bootstrap: jest.fn<Promise<Unavailable | undefined>, [string, string]>(() => arrive("bootstrapped", ways.bootstrap)),
  } satisfies ImageMachine;
}

test("an image that is there is not pulled again", async () => {
  const m = machine({ present: true });
  expect((await findBase(m, name)).id).toBe("sha256:1");
  expect(m.pull).not.toHaveBeenCalled();
});

test("a registry that answers is preferred", async () => {
  const m = machine({ pull: true, bootstrap: true });
  expect((await findBase(m, name)).source).toBe("vendor");
  expect(m.bootstrap).not.toHaveBeenCalled();
});

test("without a registry the release in the name is bootstrapped", async () => {
  const m = machine({ bootstrap: true });
  expect((await findBase(m, name)).source).toBe("bootstrapped");
  expect(m.bootstrap).toHaveBeenCalledWith(name, "trixie");
});

test("another base than Debian's cannot be bootstrapped, and the error says so", async () => {
  const m = machine({ bootstrap: true });
  await expect(findBase(m, "registry.example/base:1")).rejects.toMatchObject({
    tried: expect.arrayContaining([
      "Debian package archive: only debian:<release>-slim can be bootstrapped, not registry.example/base:1",
    ]) as unknown,
  });
  expect(m.bootstrap).not.toHaveBeenCalled();
});
