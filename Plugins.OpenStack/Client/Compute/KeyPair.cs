namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A key of a user. Its name is its id.</summary>
internal sealed record KeyPair
{
    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Of the public key.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>In the form of OpenSSH.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary><c>ssh</c> or <c>x509</c>.</summary>
    public string Type { get; set; } = "";
}
