import * as pulumi from "@pulumi/pulumi";
import { Application } from "./components/application/application";
import { Gateway } from "./components/gateway/gateway";
import { DockerPlatform } from "./components/platform/docker/platform";
import { Postgres } from "./components/postgres/postgres";
import { Redis } from "./components/redis/redis";
import { credentialOutputs } from "./components/secrets/credential";
import { loadConfig, type ApplicationConfig } from "./config";
import { contractVersion, type StackOutputs } from "./outputs";

const config = loadConfig();
const applications = Object.entries(config.applications);
const platform = new DockerPlatform(`${pulumi.getProject()}-${pulumi.getStack()}`);

const postgres = new Postgres("postgres", platform, { ...config.postgres, protect: config.protectData, clients: clientsOf("postgres") });
const redis = new Redis("redis", platform, { ...config.redis, protect: config.protectData, clients: clientsOf("redis") });

const running = new Map(
  applications.map(([name, app]) => [
    name,
    new Application(name, platform, {
      config: app,
      ...(app.needs.includes("postgres") && { postgres: postgres.access(name) }),
      ...(app.needs.includes("redis") && { redis: redis.access(name) }),
    }),
  ]),
);
postgres.retireLogins([...running.values()]);
redis.retireLogins([...running.values()]);

const gateway = new Gateway("gateway", platform, { ...config.gateway, routes: applications.flatMap(([name, app]) => routeOf(name, app)) });

function clientsOf(store: "postgres" | "redis") {
  return applications.filter(([, app]) => app.needs.includes(store)).map(([name, { secretVersion }]) => ({ name, secretVersion }));
}

function routeOf(name: string, { exposure, port, health }: ApplicationConfig) {
  const workload = running.get(name)?.workload;
  if (exposure.to !== "gateway" || !workload) return [];
  return [{ path: exposure.path ?? `/${name}`, application: { workload, port, health } }];
}

const { services, volumes } = platform.inventory();
const outputs: { [name in keyof StackOutputs]: pulumi.Input<StackOutputs[name]> } = {
  contractVersion,
  platform: config.platform,
  endpoints: { gateway: gateway.url },
  services,
  volumes,
  recovery: { postgres: postgres.recovery, redis: redis.recovery },
  ...credentialOutputs([...postgres.credentials(), ...redis.credentials()]),
};
export = outputs;
