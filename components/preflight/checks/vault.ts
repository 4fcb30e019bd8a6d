import { foundBefore, type FoundBefore } from "../../vault/problems";
import { pass, skip, withFact, type Check, type CheckInput } from "../check";
import type { VaultFact } from "../facts";
import type { Found } from "../report";

const id = "vault";
const title = "Passphrase in Vault";

export const vault: Check<CheckInput> = {
  id,
  title,
  kinds: Object.fromEntries(Object.keys(foundBefore).map((problem) => [`vault-${problem}`, ""])),
  run: ({ facts }) =>
    facts.vault ? withFact(facts.vault, id, title, (fact) => [judged(fact)]) : [skip(title, "nothing is read from Vault")],
};

function judged(fact: VaultFact): Found {
  const { address, secret } = fact;
  switch (fact.state) {
    case "readable":
      return pass(title, `${secret} at ${address}`, "read");
    case "untried":
      return skip(title, `${address} is not sealed; the login was not tried: ${fact.reason}`);
    case "problem":
      return blocking(fact.problem, fact.got);
  }
}

function blocking(problem: FoundBefore, got: string): Found {
  const { what, allowed, fix } = foundBefore[problem];
  return { level: problem === "unknown" ? "error" : "fail", id: `vault-${problem}`, title: what, expected: allowed, found: got, fix };
}
