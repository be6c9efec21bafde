using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>What is there before a step.</summary>
public sealed record StepCheck
{
    /// <summary>Whether the effect is there already, so that the step need not be applied.</summary>
    public required bool Done { get; init; }

    /// <summary>Whether the runtime made it in an earlier try (by its marks). What others made is never undone.</summary>
    public bool Ours { get; init; }

    /// <summary>What undoing restores (a file's old content, a sysctl's old value): an object without secrets.</summary>
    public JsonElement Prior { get; init; }

    /// <summary>Outputs for later steps, where <see cref="Done"/>.</summary>
    public JsonElement Outputs { get; init; }
}
