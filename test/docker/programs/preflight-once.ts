import { preflight, type Request } from "../../../components/preflight";

/** Checks this machine for the request in the first argument, and prints the report. */
void preflight(JSON.parse(process.argv[2] ?? "") as Request).then((report) => console.log(JSON.stringify(report)));
