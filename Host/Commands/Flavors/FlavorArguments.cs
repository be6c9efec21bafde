using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Completion;

namespace Reeve.Host.Commands.Flavors;

/// <summary>Arguments that several commands about flavors share. Each call makes a new one.</summary>
internal static class FlavorArguments
{
    /// <summary>The flavor.</summary>
    public static Argument<string> Name(Cli cli)
    {
        var argument = new Argument<string>("NAME") { Description = "Name of the flavor." };
        argument.CompletionSources.Add(context => ClusterCompletions.Flavors(cli, context));
        PodArguments.RefuseOptions(argument);
        return argument;
    }
}
