using Reeve.Host.CommandLine;
using Reeve.Host.Diagnostics;

StartupTrace.Mark("main");
return await CommandLineProgram.RunAsync(Cli.FromProcess(), args, CancellationToken.None);
