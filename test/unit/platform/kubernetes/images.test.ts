import { KubernetesImages } from "../../../../components/platform/kubernetes/images";
import { digestOf } from "../../../../components/platform/kubernetes/registry";

jest.mock("../../../../components/platform/kubernetes/registry");

const image = { build: "images/redis" };
const late = new Error("registry localhost:5001 cannot be reached: The operation was aborted due to timeout");
const asked = jest.mocked(digestOf);
const resolved = () => new KubernetesImages("localhost:5001").resolve(image);

beforeEach(() => asked.mockReset());

test("a registry whose answer comes late is asked again: what is deployed does not depend on how busy a machine is", async () => {
  asked.mockRejectedValueOnce(late).mockRejectedValueOnce(late).mockResolvedValue("sha256:abc");
  expect(await resolved()).toBe("localhost:5001/ballast/images-redis@sha256:abc");
});

test.each([
  ["cannot be asked", () => asked.mockRejectedValue(late), 3],
  ["has not got it", () => asked.mockResolvedValue(undefined), 1],
])("where the registry %s, the tag stands for the preflight to judge", async (_what, answer, times) => {
  answer();
  expect(await resolved()).toMatch(/^localhost:5001\/ballast\/images-redis:[0-9a-f]+$/);
  expect(asked).toHaveBeenCalledTimes(times);
});
