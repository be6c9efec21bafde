using Reeve.Plugins.OpenStack.Client;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>Who a client is.</summary>
internal abstract record Credentials
{
    private protected Credentials()
    {
    }

    /// <summary>Whether another token can be had when one ends.</summary>
    public virtual bool CanRenew => true;

    /// <summary>A user with a password.</summary>
    public sealed record Password(UserReference User, Secret Value) : Credentials;

    /// <summary>An application credential by its id.</summary>
    public sealed record ApplicationCredential(string Id, Secret Value) : Credentials;

    /// <summary>An application credential by its name and its user.</summary>
    public sealed record NamedApplicationCredential(string Name, UserReference User, Secret Value) : Credentials;

    /// <summary>A token that somebody else got.</summary>
    public sealed record Token(Secret Value) : Credentials
    {
        /// <inheritdoc/>
        public override bool CanRenew => false;
    }
}
