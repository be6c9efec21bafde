namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>How one signs in to a registry.</summary>
internal sealed record RegistryAuthDocument
{
    /// <summary>Whether one has to.</summary>
    public bool? IsAuthRequired { get; set; }

    /// <summary>Who.</summary>
    public string? Username { get; set; }

    /// <summary>His password. Taken, never given.</summary>
    public string? Password { get; set; }

    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"{nameof(RegistryAuthDocument)} {{ Username = {Username} }}";
}
