using System.CommandLine;
using System.Reflection;
using Reeve.Host.CommandLine;
using Reeve.Plugins;

namespace Reeve.Host.Commands;

/// <summary><c>reeve version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The version of this build.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("version", "Prints versions.") { Examples = [("reeve version", "of this program and the contracts")] };
        command.SetHandler(cli, _ =>
        {
            cli.Out.WriteLine($"reeve {Version}");
            cli.Out.WriteLine($"plugin contract {ContractVersion.Text}");
            cli.Out.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription} on {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}");
            return ExitCodes.Success;
        });
        return command;
    }
}
