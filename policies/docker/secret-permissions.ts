import { filePermissions, secretsFolder } from "../../components/platform/rules/files";
import { each, shown } from "../policy";
import { containerPolicy } from "./container";

const closed = /^0?[0-7][0-7]0$/;

export const secretPermissions = containerPolicy({
  name: "secret-permissions",
  description: "A secret's file cannot be read by everybody in the container.",
  check({ name, props: { uploads } }, report) {
    each(uploads, ({ file, permissions }) => {
      if (!file.startsWith(`${secretsFolder}/`) || (permissions !== undefined && closed.test(permissions))) return;
      report({
        what: `everybody in the container can read ${file} of container ${name}`,
        got: `permissions ${shown(permissions)}`,
        allowed: `nothing for others, as in "${filePermissions}"`,
        fix: `write permissions: "${filePermissions}"`,
      });
    });
  },
});
