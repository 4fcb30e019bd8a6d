import { check, each, type Assertion } from "./assertion";

export const chainComplete: Assertion = {
  id: "chain-complete",
  title: "Every backup that this one builds on is in the repository, back to a full one",
  judge: ({ backup: { label, chain, references } }) => {
    const missing = [...chain, ...references].filter(({ state }) => state === "missing").map((link) => link.label);
    const complete = missing.length === 0 && chain[0]?.type === "full" && chain.at(-1)?.label === label;
    const found =
      missing.length > 0 ? `missing: ${[...new Set(missing)].join(", ")}` : chain.map(({ label, type }) => `${label} (${type})`);
    return check(complete, `a full backup, and all up to ${label}`, String(found));
  },
};

export const chainWithoutErrors: Assertion = {
  id: "chain-without-errors",
  title: "No backup that this one builds on has page errors",
  judge: ({ backup: { chain, references } }) =>
    each("no backup with page errors", [...chain, ...references], ({ label, state }) => (state === "page errors" ? [label] : [])),
};
