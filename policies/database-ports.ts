import { postgresPort, redisPort } from "../components/store/rules";

export interface DatabasePorts {
  ports: number[];
}

/** SQL Server, Oracle, MySQL, ClickHouse, Cassandra, Elasticsearch, memcached, MongoDB. */
const others = [1433, 1521, 3306, 9042, 9200, 11211, 27017];

/** The setting of policies that keep databases inside. */
export const databasePorts = {
  ports: {
    type: "array",
    items: { type: "integer" },
    default: [postgresPort, redisPort, ...others],
    description: "Ports inside a container that databases listen on.",
  },
} as const;
