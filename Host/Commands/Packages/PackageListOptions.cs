using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands.Packages;

/// <summary>The options of <c>reeve plugins list</c> that are about packages.</summary>
internal sealed class PackageListOptions
{
    private readonly Option<bool> _packages = new("--packages") { Description = "Those that were installed from packages, with where from." };
    private readonly Option<bool> _outdated = new("--outdated") { Description = "Those from packages of which there is a newer version." };
    private readonly Option<string?> _source = PackageArguments.Source();
    private readonly Option<bool> _prerelease = PackageArguments.Prerelease();

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_packages);
        command.Add(_outdated);
        command.Add(_source);
        command.Add(_prerelease);
    }

    /// <summary>Whether packages are asked for.</summary>
    public bool IsAsked(ParseResult result) => result.GetValue(_packages) || result.GetValue(_outdated);

    /// <summary>Lists packages.</summary>
    public async Task<int> RunAsync(Cli cli, ParseResult result, OutputFormat format, CancellationToken cancellationToken)
    {
        var outdated = result.GetValue(_outdated);
        var query = new PackageQuery { Source = PackageArguments.SourceOf(result, _source), Prerelease = result.GetValue(_prerelease) };
        var found = await PackageAccess.UseAsync(
            cli,
            result,
            changes: false,
            packages => outdated ? packages.ListOutdatedAsync(query, cancellationToken) : packages.ListAsync(cancellationToken),
            cancellationToken);
        if (format is OutputFormat.Json or OutputFormat.Yaml)
        {
            Documents.Write(found, PackageJson.Default.IReadOnlyListPackageState, format, cli.Out);
        }
        else
        {
            PackageTable.Write(found, outdated, cli.Out);
        }

        return ExitCodes.Success;
    }
}
