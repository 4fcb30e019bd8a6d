import { memorySwap } from "../../../../policies/docker/memory-swap";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(memorySwap, {
  passes: {
    "as much as memory": { resources: container() },
    "no memory limit, which is another policy": { resources: container({ memory: undefined, memorySwap: undefined }) },
  },
  refuses: {
    unwritten: {
      resources: container({ memorySwap: undefined }),
      message:
        "Container shop may swap, and shows a difference on every preview: got memorySwap nothing beside memory 256, allowed is memorySwap 256; write memorySwap with the value of memory.",
    },
    "more than memory": {
      resources: container({ memorySwap: 512 }),
      message:
        "Container shop may swap, and shows a difference on every preview: got memorySwap 512 beside memory 256, allowed is memorySwap 256; write memorySwap with the value of memory.",
    },
    "without an end": {
      resources: container({ memorySwap: -1 }),
      message:
        "Container shop may swap, and shows a difference on every preview: got memorySwap -1 beside memory 256, allowed is memorySwap 256; write memorySwap with the value of memory.",
    },
  },
  leavesOut: {
    "not known yet": { resources: container({ memorySwap: unknown }), unknown: "memorySwap" },
  },
});
