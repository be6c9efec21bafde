using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Reeve.ProxyStorm.Load;

/// <summary>wrk, h2load and iperf3 of the machine, in runs of some seconds, as far as they are there.</summary>
internal static partial class Tools
{
    private const int Seconds = 10;

    /// <summary>What runs again and again, with what must not be in its output.</summary>
    public static IReadOnlyList<Client> Find(Yard yard, TextWriter report)
    {
        List<Client> found = [];
        Add("wrk", ["-c", "16", "-t", "1", "-d", $"{Seconds}s", $"http://127.0.0.1:{yard.WebPort}/"], Wrk());
        Add("h2load", ["-c", "4", "-m", "8", "-D", $"{Seconds}", $"https://127.0.0.1:{yard.SecurePort}/"], H2Load());
        Add("iperf3", ["-c", "127.0.0.1", "-p", $"{yard.BulkPort}", "-t", $"{Seconds}", "-b", "400M"], Iperf());
        return found;

        void Add(string program, string[] arguments, Regex failed)
        {
            if (IsThere(program))
            {
                found.Add(new ToolClient(program, arguments, failed));
            }
            else
            {
                report.WriteLine($"{program} is not there");
            }
        }
    }

    /// <summary>The other side of iperf3; null where it is not there.</summary>
    public static Process? ServeBulk(Yard yard)
    {
        var start = new ProcessStartInfo("iperf3") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-s", "-p", $"{yard.BulkServerPort}", "--logfile", "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        return IsThere("iperf3") ? Process.Start(start) : null;
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));

    [GeneratedRegex("Socket errors|Non-2xx")]
    private static partial Regex Wrk();

    [GeneratedRegex("[1-9][0-9]* (failed|errored|timeout)|[1-9][0-9]* [345]xx")]
    private static partial Regex H2Load();

    [GeneratedRegex("error")]
    private static partial Regex Iperf();

    private sealed class ToolClient(string program, string[] arguments, Regex failed) : Client(program)
    {
        protected override async Task AskAsync()
        {
            var start = new ProcessStartInfo(Name) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync() + await errors;
            await process.WaitForExitAsync();
            Require(process.ExitCode == 0 && !failed.IsMatch(output), output.ReplaceLineEndings(" | "));
        }

        protected override Task CloseAsync() => Task.CompletedTask;
    }
}
