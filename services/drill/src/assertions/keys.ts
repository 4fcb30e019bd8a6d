import { check, type Assertion } from "./assertion";

export const escrowedKeyOpens: Assertion = {
  id: "escrowed-key-opens",
  title: "The escrowed key opens the backup",
  judge: ({ run: { key } }) => check(key.escrowedOpens, "opened with the escrowed key", "not opened"),
};

export const wrongKeyRefused: Assertion = {
  id: "wrong-key-refused",
  title: "Another key does not open the backup: it is really encrypted",
  judge: ({ run: { key } }) => check(key.wrongRefused, "refused with another key", "opened"),
};
