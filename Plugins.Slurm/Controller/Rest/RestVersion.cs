using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>A version of slurmrestd's interface.</summary>
/// <param name="Number">The last part: 38 for v0.0.38.</param>
internal readonly record struct RestVersion(int Number)
{
    /// <summary>All that this program speaks, the newest first.</summary>
    public static IReadOnlyList<RestVersion> All { get; } = [new(43), new(42), new(41), new(40), new(39), new(38)];

    /// <summary>Whether it is the oldest, in which fields are texts and numbers alone.</summary>
    public bool IsFirst => Number <= 38;

    /// <summary>Whether the script is a field of the job.</summary>
    public bool HasScriptInJob => Number >= 40;

    /// <summary>What stands before the name of a generic resource.</summary>
    public string ResourcePrefix => Number >= 40 ? "gres/" : "gres:";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v0.0.{Number}");
}
