import { databaseServices } from "../../components/store/rules";
import { databasePorts, type DatabasePorts } from "../database-ports";
import { each } from "../policy";
import { containerPolicy, serviceOf } from "./container";

export const noPublicDatabase = containerPolicy<DatabasePorts>({
  name: "no-public-database",
  description: "No database can be reached from outside the stack, loopback included.",
  settings: databasePorts,
  check({ name, props, settings }, report) {
    const database = databaseServices.includes(serviceOf(props) ?? "");
    each(props.ports, ({ internal, external }) => {
      if (!database && !settings.ports.includes(internal)) return;
      report({
        what: `the database in container ${name} can be reached from outside the stack`,
        got: `its port ${internal} published as ${external ?? "any port"}`,
        allowed: "no published port",
        fix: "let who needs it declare the need, or run `docker exec` on the host",
      });
    });
  },
});
