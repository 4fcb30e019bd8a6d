/** What is built, what is sent, and what an image that fails does to the others. The engine and the registry are pretended. */
import { pushImages, type PushArgs } from "../../../../ops/images/push";
import type { OwnImage } from "../../../../ops/images/own-images";

const image = (name: string): OwnImage => ({ reference: `localhost:5001/${name}:1`, build: { folder: `images/${name}`, args: {} } });
const digest = (reference: string): string => `sha256:${reference}`;

function place(present: string[], failing: string[] = []) {
  const registry = new Set(present.map((name) => image(name).reference));
  const done: string[] = [];
  let running = 0;
  let most = 0;
  const args: PushArgs = {
    digestOf: (reference) => Promise.resolve(registry.has(reference) ? digest(reference) : undefined),
    engine: {
      async build({ reference }, { fresh }) {
        most = Math.max(most, ++running);
        done.push(`build ${reference}${fresh ? " fresh" : ""}`);
        await new Promise(setImmediate);
        running--;
        if (failing.some((name) => image(name).reference === reference)) throw new Error(`${reference} does not build`);
      },
      push(reference) {
        done.push(`push ${reference}`);
        registry.add(reference);
        return Promise.resolve();
      },
    },
    prepare: () => Promise.resolve(done.push("prepare")),
    progress: () => undefined,
    width: 2,
    rebuild: false,
    verbose: false,
  };
  return { args, done, most: () => most };
}

test("only what the registry has not got is built and pushed, after the engine is there; the digest is the registry's", async () => {
  const { args, done } = place(["redis"]);
  expect(await pushImages([image("redis"), image("gateway")], args)).toEqual([
    { reference: "localhost:5001/redis:1", digest: "sha256:localhost:5001/redis:1", outcome: "present" },
    { reference: "localhost:5001/gateway:1", digest: "sha256:localhost:5001/gateway:1", outcome: "pushed" },
  ]);
  expect(done).toEqual(["prepare", "build localhost:5001/gateway:1", "push localhost:5001/gateway:1"]);
});

test("when the registry has everything, no engine is asked for", async () => {
  const { args, done } = place(["redis"]);
  await pushImages([image("redis")], args);
  expect(done).toEqual([]);
});

test("--rebuild builds also what is there, with nothing from earlier builds", async () => {
  const { args, done } = place(["redis"]);
  await pushImages([image("redis")], { ...args, rebuild: true });
  expect(done).toEqual(["prepare", "build localhost:5001/redis:1 fresh", "push localhost:5001/redis:1"]);
});

test("what another machine has pushed meanwhile stays: stacks may have its digest", async () => {
  const { args, done } = place([]);
  let asked = 0;
  const digestOf = () => Promise.resolve(asked++ === 0 ? undefined : "sha256:theirs");
  expect(await pushImages([image("redis")], { ...args, digestOf })).toMatchObject([{ digest: "sha256:theirs", outcome: "present" }]);
  expect(done).toEqual(["prepare", "build localhost:5001/redis:1"]);
});

test("never more at a time than asked for, and never fewer while there is work", async () => {
  const { args, most } = place([]);
  await pushImages(["a", "b", "c", "d", "e"].map(image), args);
  expect(most()).toBe(2);
});

test("one image that fails does not stop the others, and is named", async () => {
  const { args, done } = place([], ["a", "b"]);
  await expect(pushImages(["a", "b", "c"].map(image), args)).rejects.toThrow(
    "localhost:5001/a:1 does not build\nlocalhost:5001/b:1 does not build",
  );
  expect(done.filter((what) => what.startsWith("push"))).toEqual(["push localhost:5001/c:1"]);
});

test("a push that the registry does not know of is no success", async () => {
  const { args } = place([]);
  await expect(pushImages([image("a")], { ...args, digestOf: () => Promise.resolve(undefined) })).rejects.toThrow(
    "localhost:5001/a:1: docker push ended well, and the registry has no such image",
  );
});

test("a registry that cannot be asked ends it before anything is built", async () => {
  const { args, done } = place([]);
  await expect(pushImages([image("a")], { ...args, digestOf: () => Promise.reject(new Error("no answer")) })).rejects.toThrow("no answer");
  expect(done).toEqual([]);
});
