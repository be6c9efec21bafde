using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What certificate is wanted.</summary>
public sealed record CertificateSigningRequestSpec : KubernetesRecord
{
    /// <summary>PKCS #10 request, in PEM; base64 in JSON.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>Who shall sign.</summary>
    public string SignerName { get; init => field = value ?? ""; } = "";

    /// <summary>Wanted lifetime in seconds, at least 600.</summary>
    public int? ExpirationSeconds { get; init; }

    /// <summary>Any of <see cref="KeyUsages"/>.</summary>
    public IReadOnlyList<string> Usages { get; init => field = value ?? []; } = [];

    /// <summary>Who asked; set by the server.</summary>
    public string? Username { get; init; }

    /// <summary>UID of who asked; set by the server.</summary>
    public string? Uid { get; init; }

    /// <summary>Groups of who asked; set by the server.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Further attributes of who asked; set by the server.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init => field = value ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty; }
        = ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;
}
