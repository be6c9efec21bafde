using System.Text;

namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>The scripts of the job: small files of this assembly, put together.</summary>
internal static class RunnerScripts
{
    private static readonly string[] RunnerParts =
        ["base", "claim", "state", "processes", "launch", "logs", "volumes", "network", "probes", "hooks", "stop", "usage", "lifecycle", "pod", "main"];

    private static readonly string[] EnterParts = ["enter", "base", "launch", "main_enter"];

    /// <summary>What the batch script becomes.</summary>
    public static byte[] Runner { get; } = Join(RunnerParts);

    /// <summary>What runs a program in a running container.</summary>
    public static byte[] Enter { get; } = Join(EnterParts);

    /// <summary>What becomes a program of the machine.</summary>
    public static byte[] Plain { get; } = Join(["plain"]);

    /// <summary>What takes the runtime's own directory out of <c>LD_LIBRARY_PATH</c>.</summary>
    public static byte[] LibraryPath { get; } = Join(["library_path"]);

    /// <summary>The built-in template of the batch script.</summary>
    public static string Template { get; } = Read("job.sh.hbs");

    private static byte[] Join(string[] parts) => Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => Read(part + ".sh"))));

    private static string Read(string file)
    {
        using var stream = typeof(RunnerScripts).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
