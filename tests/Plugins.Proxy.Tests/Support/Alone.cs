namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>For tests that count what the whole process holds: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
