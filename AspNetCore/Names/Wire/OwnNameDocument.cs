namespace Reeve.AspNetCore.Names.Wire;

/// <summary>The name under which the agent's machine is reached.</summary>
internal sealed record OwnNameDocument
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The addresses that its records have.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary><c>Registered</c>, <c>Removed</c> (by command), <c>Pending</c>, or <c>Failed</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>When the records were last written, or removed (RFC 3339).</summary>
    public string? Written { get; set; }

    /// <summary>Why the last attempt failed; it is tried again.</summary>
    public string? Problem { get; set; }
}
