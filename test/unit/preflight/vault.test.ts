/** PF1, BR8: what is made of the fact about Vault. That a real server leads to each is in test/engine/vault.test.ts. */
import { analyse } from "../../../components/preflight/analyse";
import type { VaultFact } from "../../../components/preflight/facts";
import { foundBefore, type FoundBefore } from "../../../components/vault/problems";
import { machine } from "./machine";

const about = { address: "https://vault.example:8200", secret: "secret/ballast, version 1" };

const judged = (fact?: VaultFact, accept: string[] = []) =>
  analyse(machine({ facts: { vault: fact && { value: fact } }, settings: { accept } })).findings.filter(({ check }) => check === "vault");

test("nothing is read from Vault: skipped", () => {
  expect(judged()).toMatchObject([{ level: "skip", found: "nothing is read from Vault" }]);
});

test("read: passed", () => {
  expect(judged({ ...about, state: "readable" })).toMatchObject([
    { level: "pass", expected: "secret/ballast, version 1 at https://vault.example:8200" },
  ]);
});

test("not tried is no pass", () => {
  expect(judged({ ...about, state: "untried", reason: "a reason" })).toMatchObject([
    { level: "skip", found: "https://vault.example:8200 is not sealed; the login was not tried: a reason" },
  ]);
});

test.each(Object.keys(foundBefore) as FoundBefore[])("%s blocks, with its page, and can be accepted", (problem) => {
  const { what: title, allowed: expected, fix } = foundBefore[problem];
  const id = `vault-${problem}`;
  const level = problem === "unknown" ? "error" : "fail";
  const fact: VaultFact = { ...about, state: "problem", problem, got: "this" };
  expect(judged(fact)).toEqual([
    { level, id, check: "vault", page: `docs/runbooks/preflight/${id}.md`, title, expected, found: "this", fix },
  ]);
  expect(judged(fact, [id])).toMatchObject([{ level: "warn", accepted: true }]);
});

test("an answer that came too late blocks", () => {
  const { findings } = analyse(machine({ facts: { vault: { error: "no answer within 2.5 s" } } }));
  expect(findings.find(({ check }) => check === "vault")).toMatchObject({
    level: "error",
    id: "vault-unknown",
    found: "no answer within 2.5 s",
  });
});
