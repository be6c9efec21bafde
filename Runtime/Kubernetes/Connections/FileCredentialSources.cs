namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>What the credentials of a user are read from. A record's text would show secrets; this one's does not.</summary>
internal sealed record FileCredentialSources
{
    /// <summary>Where this was read, for messages.</summary>
    public string Place { get; init; } = "";

    public string? Token { get; init; }

    /// <summary>Wins over <see cref="Token"/> as long as it can be read.</summary>
    public string? TokenFile { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public string? CertificateText { get; init; }

    public string? CertificateFile { get; init; }

    public string? KeyText { get; init; }

    public string? KeyFile { get; init; }

    public override string ToString() => Place;
}
