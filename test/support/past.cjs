// Loaded with `node --require`: moves the clock of a process back by DAYS_AGO days.
const past = Number(process.env.DAYS_AGO) * 86_400_000;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() - past);
    else super(...args);
  }
  static now() {
    return RealDate.now() - past;
  }
};
