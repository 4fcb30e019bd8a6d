import { Client, type ClientConfig } from "pg";
import { sessionOptions, type Query } from "../collect/query";

/** Where a server is, without the database. */
export type Server = Omit<ClientConfig, "database">;

/** One session for each database that is asked. */
export class Sessions {
  private readonly open = new Map<string, Promise<Client>>();

  constructor(private readonly server: Server) {}

  readonly query: Query = async (database, sql) => {
    let client = this.open.get(database);
    if (!client) {
      client = connect(this.server, database);
      this.open.set(database, client);
    }
    return (await (await client).query<Record<string, unknown>>(sql)).rows;
  };

  async close(): Promise<void> {
    const clients = await Promise.allSettled([...this.open.values()]);
    await Promise.all(clients.flatMap((client) => (client.status === "fulfilled" ? [client.value.end()] : [])));
  }
}

/** @returns what the work gives; the sessions are closed, whatever becomes of it */
export async function withSessions<T>(server: Server, work: (query: Query) => Promise<T>): Promise<T> {
  const sessions = new Sessions(server);
  try {
    return await work(sessions.query);
  } finally {
    await sessions.close();
  }
}

/** @param extra further parts of the connection's start */
export async function connect(server: Server, database: string, extra: object = {}): Promise<Client> {
  const client = new Client({ ...server, database, options: sessionOptions, application_name: "ballast-drill", ...extra });
  // A connection that is lost between two queries fails the next one; without a listener it would end the program.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
