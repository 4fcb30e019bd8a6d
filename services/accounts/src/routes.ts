import { randomUUID } from "node:crypto";
import { checkedUuid, HttpError, invalid, textField, type Route } from "@ballast/http";
import type { Account, AccountStore } from "./store";

const namePattern = /^[a-z][a-z0-9_-]{2,29}$/;

export function accountRoutes(store: AccountStore): Route[] {
  return [
    {
      method: "POST",
      path: "/accounts",
      takesJson: true,
      async handle({ json }) {
        const name = checkedName(textField(json, "name", { max: 30 }));
        const account = await store.add(randomUUID(), name);
        if (!account) throw new HttpError(409, { what: "name", got: name, allowed: "one that no account has" });
        return { status: 201, body: account, headers: { location: `/accounts/${account.id}` } };
      },
    },
    {
      method: "GET",
      path: "/accounts",
      async handle({ query }) {
        const name = checkedName(query.get("name") ?? "");
        return { status: 200, body: found(await store.named(name), name) };
      },
    },
    {
      method: "GET",
      path: "/accounts/:id",
      async handle({ params: { id = "" } }) {
        return { status: 200, body: found(await store.find(checkedUuid("id", id)), id) };
      },
    },
  ];
}

function checkedName(name: string): string {
  if (!namePattern.test(name)) throw invalid("name", name || "nothing", "3 to 30 of a-z 0-9 _ -, first a letter");
  return name;
}

function found(account: Account | undefined, got: string): Account {
  if (!account) throw new HttpError(404, { what: "account", got });
  return account;
}
