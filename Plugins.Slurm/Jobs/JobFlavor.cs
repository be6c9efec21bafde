namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>A named set of options of sbatch.</summary>
public sealed record JobFlavor
{
    /// <summary>What pods call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The options, as on a command line: <c>--partition=gpu --gres=gpu:1</c>.</summary>
    public string Flags { get; set; } = "";
}
