// Says its process id and the signals it gets, and stays until SIGTERM.
process.stdout.write(`${process.pid}\n`);
process.on("SIGINT", () => process.stdout.write("SIGINT\n"));
process.on("SIGTERM", () => process.exit(7));
setInterval(() => {}, 1_000);
