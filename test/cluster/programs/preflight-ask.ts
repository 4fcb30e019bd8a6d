import { preflight, type Request } from "../../../components/preflight";
import { askOf } from "../../../components/preflight/collect/kubernetes/ask";
import { senses } from "../../../components/preflight/collect/senses";

/** Milliseconds. What is found is tested here, on a machine that does much else at once; not in which time. */
const limit = 30_000;

/** Checks the cluster for the request in the first argument, and prints the report. */
void preflight(JSON.parse(process.argv[2] ?? "") as Request, undefined, {
  ...senses(),
  cluster: (context) => askOf(context, limit),
  limit,
}).then((report) => console.log(JSON.stringify(report)));
