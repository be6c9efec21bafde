using System.CommandLine;
using System.CommandLine.Invocation;
using Reeve.Host.Commands;

namespace Reeve.Host.CommandLine;

/// <summary>What <c>--version</c> does.</summary>
internal sealed class PrintVersion(Cli cli) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        cli.Out.WriteLine(VersionCommand.Version);
        return ExitCodes.Success;
    }
}
