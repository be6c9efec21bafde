namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>What a client acts in.</summary>
internal abstract record Scope
{
    private protected Scope()
    {
    }

    /// <summary>What the credential itself says (application credentials, a user's default project).</summary>
    public static Scope None { get; } = new Unsaid();

    /// <summary>A project by id, or by name and domain.</summary>
    public sealed record Project(string? Id, string? Name, DomainReference? NameDomain) : Scope;

    /// <summary>A domain.</summary>
    public sealed record Domain(DomainReference Reference) : Scope;

    /// <summary>The whole system; for its administrators.</summary>
    public sealed record WholeSystem : Scope;

    /// <summary>What another user has trusted this one with.</summary>
    public sealed record Trust(string Id) : Scope;

    private sealed record Unsaid : Scope;
}
