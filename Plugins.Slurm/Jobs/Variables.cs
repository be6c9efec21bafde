using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Makes a container's variables what its runtime hands on, or says why they cannot be. Pure.</summary>
internal static class Variables
{
    // One argument or variable, without the NUL at its end, as Linux takes it: execve(2).
    private const int MaxItem = 131_071;

    /// <summary>Adds where volumes and the termination message are, for containers without mounts of their own.</summary>
    public static void AddPlaces(Dictionary<string, string> environment, ContainerPlan plan, string messageFile)
    {
        foreach (var mount in plan.Mounts.Where(mount => mount.Volume.Length > 0))
        {
            environment.TryAdd(MountVariable.NameOf(mount.Volume), mount.Source);
        }

        environment["REEVE_TERMINATION_LOG"] = messageFile;
    }

    /// <summary>The variables as <c>NAME=VALUE</c>.</summary>
    public static IReadOnlyList<string> Write(
        Container container, string field, IReadOnlyDictionary<string, string> environment, IContainerCommands commands, Findings findings)
    {
        var items = new List<string>();
        foreach (var (name, value) in environment)
        {
            var path = FieldOf(container, field, name);
            if (commands.VariableProblem(name, value) is { } problem)
            {
                findings.Add(path, $"{name}: {problem}");
            }
            else if (name != "HOME" || !commands.HasMounts)
            {
                // HOME is the runtime's own to set, by an option.
                var item = $"{commands.VariablePrefix}{name}={value}";
                Check(item, path, findings);
                items.Add(item);
            }
        }

        return items;
    }

    /// <summary>Checks one argument or variable.</summary>
    public static void Check(string word, string field, Findings findings)
    {
        if (NulList.Problem(word) is { } problem)
        {
            findings.Add(field, problem);
        }
        else if (Encoding.UTF8.GetByteCount(word) > MaxItem)
        {
            findings.Add(field, $"Too long: one argument or variable, with its name, can have at most {MaxItem} bytes");
        }
    }

    private static string FieldOf(Container container, string field, string name)
    {
        var index = container.Env.TakeWhile(variable => variable.Name != name).Count();
        return index < container.Env.Count ? $"{field}.env[{index}].value" : $"{field}.envFrom";
    }
}
