namespace Reeve.Kubernetes;

/// <summary>What a certificate's key may be used for.</summary>
public static class KeyUsages
{
    /// <summary>Digital signatures.</summary>
    public const string DigitalSignature = "digital signature";

    /// <summary>Encipherment of keys.</summary>
    public const string KeyEncipherment = "key encipherment";

    /// <summary>Authentication as a client.</summary>
    public const string ClientAuth = "client auth";

    /// <summary>Authentication as a server.</summary>
    public const string ServerAuth = "server auth";
}
