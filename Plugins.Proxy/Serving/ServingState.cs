using System.Collections.Frozen;
using Reeve.Plugins.Proxy.Tls;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>What one snapshot amounts to. Replaced as a whole: whoever looks at it sees one revision.</summary>
internal sealed class ServingState
{
    public static ServingState Empty { get; } = new() { Revision = 0, Certificates = CertificateTable.Empty };

    public required long Revision { get; init; }

    public FrozenDictionary<string, ServedListener> Listeners { get; init; } = FrozenDictionary<string, ServedListener>.Empty;

    public required CertificateTable Certificates { get; init; }
}
