using System.Diagnostics;
using Xunit;
namespace Reeve.Testing;

/// <summary>A test that needs the very compiler that made a committed program; skipped with the reason otherwise.</summary>
public sealed class RecordedCompilerFactAttribute : FactAttribute
{
    private const string Compiler = "x86_64-linux-gnu-gcc";

    /// <summary>Creates the mark.</summary>
    /// <param name="sources">The directory of the program's sources in the repository.</param>
    public RecordedCompilerFactAttribute(string sources)
    {
        var missing = Components.Missing(Component.CCompiler);
        if (missing is not null || !Components.OnPath(Compiler))
        {
            Skip = Components.Required ? null : missing ?? $"needs {Compiler} (apt-get install gcc)";
            return;
        }

        var recorded = File.ReadAllText(Path.Combine(Repository.Root, sources, "COMPILER")).Trim();
        var present = Version();
        Skip = present == recorded ? null : $"needs {recorded}, because another compiler makes other bytes; here is {present}";
    }

    private static string Version()
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(Compiler, ["--version"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split('\n')[0].Trim();
    }
}
