namespace Reeve.Host.Doctor;

/// <summary>What this machine has and lacks.</summary>
internal sealed record DoctorReport
{
    /// <summary>Everything that was looked at.</summary>
    public required IReadOnlyList<DoctorCheck> Checks { get; init; }

    /// <summary>Whether the configured provider can run pods.</summary>
    public required bool Ready { get; init; }
}
