import { shown } from "../policy";
import { containerPolicy, runs } from "./container";

export const memorySwap = containerPolicy({
  name: "memory-swap",
  description: "A container's memorySwap is written, and equal to its memory.",
  about: runs,
  check({ name, props: { memory, memorySwap } }, report) {
    if (memory === undefined || memorySwap === memory) return;
    report({
      what: `container ${name} may swap, and shows a difference on every preview`,
      got: `memorySwap ${shown(memorySwap)} beside memory ${memory}`,
      allowed: `memorySwap ${memory}`,
      fix: "write memorySwap with the value of memory",
    });
  },
});
