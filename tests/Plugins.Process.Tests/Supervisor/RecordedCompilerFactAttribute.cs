using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Supervisor;

/// <summary>A test that needs the very compiler that made the committed supervisor; skipped with the reason otherwise.</summary>
public sealed class RecordedCompilerFactAttribute : FactAttribute
{
    private const string Compiler = "x86_64-linux-gnu-gcc";

    /// <summary>Creates the mark.</summary>
    public RecordedCompilerFactAttribute()
    {
        var missing = Components.Missing(Component.CCompiler);
        if (missing is not null || !Components.OnPath(Compiler))
        {
            Skip = Components.Required ? null : missing ?? $"needs {Compiler} (apt-get install gcc)";
            return;
        }

        var recorded = File.ReadAllText(Path.Combine(SourceDirectory, "COMPILER")).Trim();
        var present = Version();
        Skip = present == recorded ? null : $"needs {recorded}, because another compiler makes other bytes; here is {present}";
    }

    /// <summary>The supervisor's sources.</summary>
    internal static string SourceDirectory { get; } = Path.Combine(Repository.Root, "Plugins.Process", "Supervisor");

    private static string Version()
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(Compiler, ["--version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n')[0].Trim();
    }
}
