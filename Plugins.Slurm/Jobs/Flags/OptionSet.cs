using Reeve.Plugins.Slurm.Controller;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>Options of sbatch, each once: what is set later goes over what was set before. Not thread-safe.</summary>
internal sealed class OptionSet
{
    // Of each of these groups Slurm takes one.
    private static readonly string[][] Exclusive = [["mem", "mem-per-cpu", "mem-per-gpu"], ["requeue", "no-requeue"], ["exclusive", "oversubscribe"]];

    private readonly List<JobOption> _options = [];

    /// <summary>The options in order.</summary>
    public IReadOnlyList<JobOption> Options => _options;

    /// <summary>Sets one.</summary>
    public void Set(string name, string? value) => Set(new JobOption { Name = name, Value = value });

    /// <summary>Sets one.</summary>
    public void Set(JobOption option)
    {
        _options.RemoveAll(other => other.Name == option.Name
            || Array.Exists(Exclusive, group => group.Contains(option.Name) && group.Contains(other.Name)));
        _options.Add(option);
    }

    /// <summary>Sets several.</summary>
    public void Set(IEnumerable<JobOption> options)
    {
        foreach (var option in options)
        {
            Set(option);
        }
    }

    /// <summary>The value of one, or null.</summary>
    public string? Get(string name) => _options.Find(option => option.Name == name)?.Value;
}
