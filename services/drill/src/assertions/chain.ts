import { check, none, problemsOf, type Assertion } from "./assertion";

export const chainComplete: Assertion = {
  id: "chain-complete",
  title: "Every backup that this one builds on is in the repository, back to a full one",
  judge: ({ backup: { label, chain, references } }) => {
    const missing = [...chain, ...references].filter(({ state }) => state === "missing").map((link) => link.label);
    const complete = missing.length === 0 && chain[0]?.type === "full" && chain.at(-1)?.label === label;
    const there = chain.map((link) => `${link.label} (${link.type})`).join(", ");
    const found = missing.length > 0 ? `missing: ${[...new Set(missing)].join(", ")}` : there;
    return check(complete, `a full backup, and all up to ${label}`, found);
  },
};

export const chainWithoutErrors: Assertion = {
  id: "chain-without-errors",
  title: "No backup that this one builds on has page errors",
  judge: ({ backup: { chain, references } }) => {
    const bad = problemsOf([...chain, ...references], ({ label, state }) => (state === "page errors" ? [label] : []));
    return none("no backup with page errors", [...new Set(bad)]);
  },
};
