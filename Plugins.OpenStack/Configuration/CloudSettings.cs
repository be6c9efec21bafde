using Reeve.Plugins.OpenStack.Client;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>All that it takes to speak to a cloud, wherever it came from. Immutable.</summary>
internal sealed record CloudSettings
{
    /// <summary>What users call it.</summary>
    public required string Name { get; init; }

    /// <summary>Keystone, with or without <c>/v3</c>.</summary>
    public required Uri AuthUrl { get; init; }

    /// <summary>Who the client is.</summary>
    public required Credentials Credentials { get; init; }

    /// <summary>What it acts in.</summary>
    public Scope Scope { get; init; } = Scope.None;

    /// <summary>The region whose services are used; null: the only one.</summary>
    public string? Region { get; init; }

    /// <summary>Which of a service's addresses is used: <c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    public string Interface { get; init; } = "public";

    /// <summary>Addresses in place of the catalog's, by type of service.</summary>
    public IReadOnlyDictionary<string, string> EndpointOverrides { get; init; } = new Dictionary<string, string>();

    /// <summary>A PEM file of authorities; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>A PEM file with the certificate that the client shows.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with its key; null: it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Whether certificates are not checked, and passwords go over plain HTTP to other machines.</summary>
    public bool Insecure { get; init; }

    /// <summary>Where all this was found, for messages.</summary>
    public string Source { get; init; } = "";
}
