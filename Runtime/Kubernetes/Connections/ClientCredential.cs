using System.Net.Http.Headers;

namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>What a request proves its sender with. Immutable; its text says nothing of the contents.</summary>
public sealed class ClientCredential
{
    /// <summary>Nobody: an anonymous request.</summary>
    public static ClientCredential Anonymous { get; } = new();

    /// <summary>The <c>Authorization</c> header; null for none.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>The certificate of the TLS client; null for none.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Authorization, Certificate) switch
    {
        (null, null) => "anonymous",
        (null, _) => "client certificate",
        (_, null) => Authorization.Scheme,
        _ => Authorization.Scheme + " and client certificate",
    };
}
