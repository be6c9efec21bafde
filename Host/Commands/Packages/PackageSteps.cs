using Reeve.Host.CommandLine;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Commands.Packages;

/// <summary>Tells people how a change goes, a line for each step.</summary>
internal sealed class PackageSteps(Cli cli) : IProgress<PackageStep>
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Report(PackageStep value)
    {
        var what = value.Phase switch
        {
            "resolve" => "Looking for versions of",
            "download" => "Downloading",
            "verify" => "Verifying",
            "layOut" => "Laying out",
            "try" => "Trying",
            "switch" => "Switching",
            _ => value.Phase,
        };
        lock (_lock)
        {
            cli.Error.WriteLine(value.Bytes is { } bytes ? $"{what} {value.Package}: {bytes / 1024 / 1024} MiB" : $"{what} {value.Package}");
        }
    }
}
