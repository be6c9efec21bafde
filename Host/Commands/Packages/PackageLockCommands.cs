using System.CommandLine;
using System.Text.Json;
using Reeve.Host.CommandLine;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Commands.Packages;

/// <summary><c>reeve plugins lock</c> and <c>reeve plugins restore</c>.</summary>
internal static class PackageLockCommands
{
    private const long LongestFile = 1024 * 1024;

    /// <summary>Makes the command that writes a lock file.</summary>
    public static HostCommand CreateLock(Cli cli)
    {
        var command = new HostCommand("lock", "Writes what is installed from packages as a lock file: exact versions and hashes of contents.")
        {
            Examples = [("reeve plugins lock > reeve.lock.json", "for \"reeve plugins restore\" on other machines")],
        };
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var document = await PackageAccess.UseAsync(cli, result, changes: false, packages => packages.LockAsync(cancellationToken), cancellationToken);
            await cli.Out.WriteLineAsync(JsonSerializer.Serialize(document, PackageJson.File.LockDocument));
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Makes the command that restores one.</summary>
    public static HostCommand CreateRestore(Cli cli)
    {
        var file = new Argument<string>("FILE") { Description = "A lock file.", DefaultValueFactory = _ => "reeve.lock.json" };
        PodArguments.RefuseOptions(file);
        var source = PackageArguments.Source();
        var prune = new Option<bool>("--prune") { Description = "Remove plugins from packages that the lock file does not name." };
        var downgrade = PackageArguments.AllowDowngrade();
        var command = new HostCommand("restore", "Makes the plugins agree with a lock file: the same versions and contents everywhere.")
        {
            Examples =
            [
                ("reeve plugins restore", "reeve.lock.json in this directory"),
                ("reeve plugins restore fleet.lock.json --source ./packages --prune", "from a directory, and nothing besides"),
            ],
        };
        command.Add(file);
        command.Add(source);
        command.Add(prune);
        command.Add(downgrade);
        PackageChangeCommand.Complete(cli, command, PackageVerb.Restore, result => new PackageRequest
        {
            Lock = Read(result.GetRequiredValue(file)),
            Source = PackageArguments.SourceOf(result, source),
            Prune = result.GetValue(prune),
            AllowDowngrade = result.GetValue(downgrade),
        });
        return command;
    }

    private static LockDocument Read(string path)
    {
        if (!File.Exists(path))
        {
            throw CommandException.Usage($"There is no lock file {path}; \"reeve plugins lock\" writes one.");
        }

        if (new FileInfo(path).Length > LongestFile)
        {
            throw CommandException.Usage($"{path} is too long for a lock file.");
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PackageJson.Default.LockDocument) ?? throw CommandException.Usage($"{path} holds nothing.");
        }
        catch (JsonException exception)
        {
            throw CommandException.Usage($"{path} is no lock file: line {exception.LineNumber + 1}, {exception.Path ?? "$"}.");
        }
    }
}
