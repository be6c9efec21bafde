using System.Collections.Frozen;
using Reeve.Plugins.Proxy.Tls;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>What one snapshot amounts to. Replaced as a whole: whoever looks at it sees one revision.</summary>
internal sealed class ServingState
{
    public static ServingState Empty { get; } = new() { Revision = 0, Certificates = CertificateTable.Empty, PlainCertificates = CertificateTable.Empty };

    public required long Revision { get; init; }

    public FrozenDictionary<string, ServedListener> Listeners { get; init; } = FrozenDictionary<string, ServedListener>.Empty;

    /// <summary>For HTTP: with HTTP/2 and HTTP/1.1 offered.</summary>
    public required CertificateTable Certificates { get; init; }

    /// <summary>For anything else: nothing is offered.</summary>
    public required CertificateTable PlainCertificates { get; init; }
}
