import { recoveryConf, withoutRecovery } from "../../src/restore/hand-over";

test("settings of the recovery that the server goes on with, whole", () => {
  expect(recoveryConf(2, { time: "2026-11-25T11:59:00Z" })).toBe(`restore_command = 'pgbackrest --stanza=main archive-get %f "%p"'
recovery_target_timeline = '2'
recovery_target_action = 'promote'
recovery_target_time = '2026-11-25T11:59:00Z'
recovery_target_inclusive = 'on'
`);
  expect(recoveryConf(1, "newest")).not.toContain("recovery_target_time =");
  expect(recoveryConf(1, { lsn: "0/5000000" })).toContain("recovery_target_lsn = '0/5000000'\nrecovery_target_inclusive = 'off'\n");
});

test("what the engine set for one recovery is taken out, and nothing else", () => {
  expect(withoutRecovery("work_mem = '4MB'\nrestore_command = 'x'\nrecovery_target_time = 'y'\n")).toBe("work_mem = '4MB'\n");
});
