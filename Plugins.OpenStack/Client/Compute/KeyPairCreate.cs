namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A key to be uploaded; its private half stays where it is.</summary>
internal sealed record KeyPairCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>In the form of OpenSSH.</summary>
    public required string PublicKey { get; init; }

    /// <summary><c>ssh</c> or <c>x509</c>.</summary>
    public string Type { get; init; } = "ssh";
}
