namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Something that a token names.</summary>
internal sealed record TokenParty
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";
}
