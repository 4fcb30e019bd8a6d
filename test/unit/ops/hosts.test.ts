import { hostEntries } from "../../../ops/commands/hosts";
import { exit } from "../../../ops/exit";

test("K83: a line for every name in a URL, leading to the gateway's address", () => {
  const endpoints = {
    gateway: "https://192.168.49.2:30000",
    shop: "https://shop.example.test/",
    blog: "https://blog.example.test:8443/",
    again: "https://shop.example.test/admin",
    local: "http://localhost:3000",
  };
  expect(hostEntries(endpoints)).toEqual([
    { address: "192.168.49.2", name: "blog.example.test" },
    { address: "192.168.49.2", name: "shop.example.test" },
  ]);
  expect(hostEntries({ gateway: "https://[::1]:30000", shop: "https://shop.example.test" })).toEqual([
    { address: "::1", name: "shop.example.test" },
  ]);
});

test("addresses need no lines", () => {
  expect(hostEntries({ gateway: "https://127.0.0.1:8080", accounts: "http://127.0.0.1:30001" })).toEqual([]);
  expect(hostEntries({})).toEqual([]);
});

test.each([{ gateway: "https://shop.example.test" }, { shop: "https://shop.example.test" }])(
  "names without an address: %j",
  (endpoints) => {
    expect(() => hostEntries(endpoints as Record<string, string>)).toThrow(
      expect.objectContaining({ exitCode: exit.couldNotAsk }) as Error,
    );
  },
);
