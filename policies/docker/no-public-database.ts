import { databaseServices, postgresPort, redisPort } from "../../components/store/rules";
import { each } from "../policy";
import { containerPolicy, serviceOf } from "./container";

/** SQL Server, Oracle, MySQL, ClickHouse, Cassandra, Elasticsearch, memcached, MongoDB. */
const others = [1433, 1521, 3306, 9042, 9200, 11211, 27017];

export const noPublicDatabase = containerPolicy<{ ports: number[] }>({
  name: "no-public-database",
  description: "No database can be reached from outside the stack, loopback included.",
  settings: {
    ports: {
      type: "array",
      items: { type: "integer" },
      default: [postgresPort, redisPort, ...others],
      description: "Ports inside a container that databases listen on.",
    },
  },
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
