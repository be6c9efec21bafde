namespace Reeve.Plugins.Slurm.Controller;

/// <summary>What became of a submission.</summary>
internal sealed record JobSubmitted
{
    /// <summary>The job's id; null if it was refused.</summary>
    public long? JobId { get; init; }

    /// <summary>Why it was refused; null if it was not.</summary>
    public ProviderException? Refusal { get; init; }
}
