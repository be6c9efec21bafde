using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Manual;

namespace Reeve.Host.Commands;

/// <summary>What packages are made with: writes the manual pages.</summary>
internal static class ManualCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "Where they are written." };
        var command = new HostCommand("__manual", "Writes the manual pages.") { Hidden = true };
        command.Add(directory);
        command.SetHandler(cli, result =>
        {
            var target = Directory.CreateDirectory(result.GetRequiredValue(directory)).FullName;
            foreach (var (name, page) in ManualPages.Write(CommandLineProgram.CreateRoot(cli, [])))
            {
                File.WriteAllText(Path.Combine(target, name), page);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
