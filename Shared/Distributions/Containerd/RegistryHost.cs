namespace Reeve.Distributions.Containerd;

/// <summary>Where the images of one registry come from.</summary>
public sealed record RegistryHost
{
    /// <summary>The registry as image references name it: <c>registry.example.com:5000</c>.</summary>
    public required string Name { get; init; }

    /// <summary>URLs that are asked before the registry itself, in order.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>Do not verify certificates.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>Absolute paths of certificates of authorities.</summary>
    public IReadOnlyList<string> CertificateFiles { get; init; } = [];

    /// <summary>The user to authenticate as; empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>Its password: a secret, so that the file is for root alone (0600).</summary>
    public string Password { get; init; } = "";
}
