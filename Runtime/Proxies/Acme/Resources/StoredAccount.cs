namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>An account as it is kept on disk beside its key.</summary>
internal sealed record StoredAccount
{
    /// <summary>The directory of the authority that it is with.</summary>
    public required Uri Directory { get; init; }

    /// <summary>Its URL, by which it is named in requests.</summary>
    public required Uri Url { get; init; }

    /// <summary>The contacts that the authority was told.</summary>
    public IReadOnlyList<string> Contacts { get; set; } = [];
}
