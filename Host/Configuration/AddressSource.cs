namespace Reeve.Host.Configuration;

/// <summary>Where the agent finds its own addresses.</summary>
internal enum AddressSource
{
    /// <summary>The machine's network interfaces.</summary>
    Interfaces,

    /// <summary>The metadata service of a cloud.</summary>
    Metadata,
}
