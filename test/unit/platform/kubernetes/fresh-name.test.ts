import { settle } from "../../../../components/platform/kubernetes/fresh-name";

/** SE4: names of what holds secrets and files, through a deployment that fails and is taken back. */
const first = settle({}, { content: "shop-files-aaaa" });

test("the first one is called after its content alone, and stays so", () => {
  expect(first.name).toBe("shop-files-aaaa");
  expect(settle(first, { content: "shop-files-aaaa" })).toEqual(first);
});

test("a content that comes back has another name than before", () => {
  const second = settle(first, { content: "shop-files-bbbb" });
  const third = settle(second, { content: "shop-files-aaaa" });
  expect([second.name, third.name]).toEqual(["shop-files-bbbb-2", "shop-files-aaaa-3"]);
});

test("a content that a preview does not know gives a name that it does not know", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(settle(first, { content: unknown })).toEqual({ content: unknown, revision: unknown, name: unknown });
});
