using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Commands.Packages;

/// <summary>The parts of <c>reeve plugins</c> that change what is installed from packages.</summary>
internal static class PackageCommands
{
    /// <summary>Makes them.</summary>
    public static IEnumerable<Command> Create(Cli cli) =>
    [
        CreateInstall(cli),
        CreateUpdate(cli),
        CreateSimple(cli, PackageVerb.Remove, "remove", "Removes plugins that were installed from packages; workloads go on.", ("reeve plugins remove Acme.Outbox", "\"rollback\" brings it back")),
        CreateSimple(cli, PackageVerb.Rollback, "rollback", "Takes plugins back to the version that was installed before.", ("reeve plugins rollback Acme.Outbox", "and again, to return")),
        PackageLockCommands.CreateRestore(cli),
        PackageLockCommands.CreateLock(cli),
        PackageSearchCommand.Create(cli),
    ];

    private static HostCommand CreateInstall(Cli cli)
    {
        var ids = PackageArguments.Ids("Packages that hold plugins.", required: true);
        var version = PackageArguments.Version();
        var source = PackageArguments.Source();
        var prerelease = PackageArguments.Prerelease();
        var downgrade = PackageArguments.AllowDowngrade();
        var command = new HostCommand("install", "Installs plugins from NuGet packages, into the running agent at once.")
        {
            Examples =
            [
                ("reeve plugins install Acme.Outbox", "the newest version that works with this host"),
                ("reeve plugins install Acme.Outbox --version '[1.2,2.0)'", "and keep to that range with updates"),
                ("reeve plugins install Acme.Outbox --source ./packages", "from a directory, without a network"),
            ],
        };
        AddAll(command, ids, version, source, prerelease, downgrade);
        PackageChangeCommand.Complete(cli, command, PackageVerb.Install, result => new PackageRequest
        {
            Ids = result.GetRequiredValue(ids),
            Version = result.GetValue(version),
            Source = PackageArguments.SourceOf(result, source),
            Prerelease = result.GetValue(prerelease),
            AllowDowngrade = result.GetValue(downgrade),
        });
        return command;
    }

    private static HostCommand CreateUpdate(Cli cli)
    {
        var ids = PackageArguments.Ids("Packages; by default all that are installed.", required: false);
        var version = PackageArguments.Version();
        var source = PackageArguments.Source();
        var prerelease = PackageArguments.Prerelease();
        var command = new HostCommand("update", "Takes plugins to the newest version within the range that they were installed with.")
        {
            Examples = [("reeve plugins update", "all of them"), ("reeve plugins update Acme.Outbox --version 2.*", "one of them, into another range")],
        };
        AddAll(command, ids, version, source, prerelease);
        PackageChangeCommand.Complete(cli, command, PackageVerb.Update, result => new PackageRequest
        {
            Ids = result.GetValue(ids) ?? [],
            Version = result.GetValue(version),
            Source = PackageArguments.SourceOf(result, source),
            Prerelease = result.GetValue(prerelease),
        });
        return command;
    }

    private static HostCommand CreateSimple(Cli cli, PackageVerb verb, string name, string description, (string, string) example)
    {
        var ids = PackageArguments.Ids("Packages, or the plugins in them.", required: true);
        var command = new HostCommand(name, description) { Examples = [example] };
        command.Add(ids);
        PackageChangeCommand.Complete(cli, command, verb, result => new PackageRequest { Ids = result.GetRequiredValue(ids) });
        return command;
    }

    private static void AddAll(HostCommand command, Argument argument, params IEnumerable<Option> options)
    {
        command.Add(argument);
        foreach (var option in options)
        {
            command.Add(option);
        }
    }
}
