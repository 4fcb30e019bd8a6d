import type { AnyFacts } from "../facts";
import { check, skip, type Assertion, type Verdict } from "./assertion";

const opened = (opens: boolean): Verdict => check(opens, "opened", "not opened");

export const keyOpens: Assertion = {
  id: "key-opens",
  title: "The key that the verification has opens the backup",
  judge: ({ run: { key } }) => opened(key.opens),
};

/** A stack reads its own key from its own secrets: that says nothing of what somebody has on paper. */
export const escrowedKeyOpens: Assertion = {
  id: "escrowed-key-opens",
  title: "The key on the recovery sheet opens the backup",
  judge: ({ run: { key } }) =>
    key.from === "stack" ? skip("the key is the stack's own: ./ballast keys drill tries the one on the sheet") : opened(key.opens),
};

export const wrongKeyRefused: Assertion<AnyFacts> = {
  id: "wrong-key-refused",
  title: "Another key does not open the backup: it is really encrypted",
  judge: ({ run: { key } }) => check(key.wrongRefused, "refused with another key", "opened"),
};
