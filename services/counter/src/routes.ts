import { invalid, type Route } from "@ballast/http";
import type { CounterStore } from "./store";

const namePattern = /^[A-Za-z0-9_-]{1,64}$/;

export function counterRoutes(store: CounterStore): Route[] {
  return [
    {
      method: "POST",
      path: "/counters/:name",
      async handle({ params: { name = "" } }) {
        return { status: 200, body: { name, value: await store.increment(checked(name)) } };
      },
    },
    {
      method: "GET",
      path: "/counters/:name",
      async handle({ params: { name = "" } }) {
        return { status: 200, body: { name, value: await store.read(checked(name)) } };
      },
    },
  ];
}

function checked(name: string): string {
  if (!namePattern.test(name)) throw invalid("name", name, "1 to 64 of A-Z a-z 0-9 _ -");
  return name;
}
