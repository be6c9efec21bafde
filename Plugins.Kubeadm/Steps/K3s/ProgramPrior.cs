namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>The program before, and the one that is wanted.</summary>
internal sealed record ProgramPrior
{
    /// <summary>Checksum of the program that was there; null if there was none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Checksum of the one that is wanted.</summary>
    public required string Wanted { get; init; }
}
