namespace Reeve.Host.Doctor;

/// <summary>One thing that was looked at.</summary>
internal sealed record DoctorCheck
{
    /// <summary><c>host</c>, or the provider that needs it.</summary>
    public required string Area { get; init; }

    /// <summary>What was looked at.</summary>
    public required string Name { get; init; }

    /// <summary><c>ok</c>, <c>limited</c> or <c>lacking</c>.</summary>
    public required string Result { get; init; }

    /// <summary>What was found, and the way to get what is lacking.</summary>
    public required string Detail { get; init; }
}
