namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>The key that may log in to machines: an existing one, or one that is uploaded. Neither: none.</summary>
internal sealed record KeypairSpec
{
    /// <summary>Name of an existing key pair.</summary>
    public string Name { get; set; } = "";

    /// <summary>A public key in OpenSSH's form, to upload for the cluster.</summary>
    public string PublicKey { get; set; } = "";
}
