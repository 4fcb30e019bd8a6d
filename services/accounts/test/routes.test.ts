/** The API of the service. The store is pretended: postgres.test.ts has the statements, the tests on Docker the server. */
import { Service } from "@ballast/http";
import { accountRoutes } from "../src/routes";
import type { Account, AccountStore } from "../src/store";

class MemoryAccounts implements AccountStore {
  private readonly accounts: Account[] = [];
  add(id: string, name: string) {
    if (this.accounts.some((other) => other.name === name)) return Promise.resolve(undefined);
    this.accounts.push({ id, name, createdAt: "2027-01-01T00:00:00.000000Z" });
    return this.find(id);
  }
  find(id: string) {
    return Promise.resolve(this.accounts.find((account) => account.id === id));
  }
  named(name: string) {
    return Promise.resolve(this.accounts.find((account) => account.name === name));
  }
  check() {
    return Promise.resolve();
  }
}

let service: Service;
let url: string;

beforeEach(async () => {
  service = new Service({ routes: accountRoutes(new MemoryAccounts()), dependencies: {}, log: () => {} });
  url = `http://127.0.0.1:${await service.listen(0)}/accounts`;
});
afterEach(() => service.drain({ lingerMs: 0, finishMs: 50 }));

function create(name: unknown): Promise<Response> {
  return fetch(url, { method: "POST", body: JSON.stringify({ name }), headers: { "content-type": "application/json" } });
}

test("an account that was created is found by its id and by its name", async () => {
  const created = await create("ada");
  const account = (await created.json()) as Account;
  expect([created.status, created.headers.get("location"), account.name]).toEqual([201, `/accounts/${account.id}`, "ada"]);
  expect(await (await fetch(`${url}/${account.id}`)).json()).toEqual(account);
  expect(await (await fetch(`${url}?name=ada`)).json()).toEqual(account);
});

test("a name belongs to one account", async () => {
  await create("ada");
  const second = await create("ada");
  expect([second.status, await second.json()]).toEqual([409, { error: { what: "name", got: "ada", allowed: "one that no account has" } }]);
});

test.each([
  ["?name=nobody", 404],
  ["/00000000-0000-4000-8000-000000000000", 404],
  ["/1", 400],
  ["", 400],
  ["?name=x", 400],
])("GET /accounts%s is %d", async (rest, status) => {
  expect((await fetch(url + rest)).status).toBe(status);
});

test.each([
  ["abc", 201],
  ["a".repeat(30), 201],
  ["ab", 400],
  ["a".repeat(31), 400],
  ["Ada", 400],
  ["1ab", 400],
  ["a b", 400],
  [7, 400],
  [undefined, 400],
])("the name %p is answered with %d", async (name, status) => {
  expect((await create(name)).status).toBe(status);
});
