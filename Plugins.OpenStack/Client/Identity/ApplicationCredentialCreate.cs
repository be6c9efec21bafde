namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>An application credential to be made.</summary>
internal sealed record ApplicationCredentialCreate
{
    /// <summary>Its name, unique for the user.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; init; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it may make others.</summary>
    public bool? Unrestricted { get; init; }
}
