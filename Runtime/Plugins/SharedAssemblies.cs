using Reeve.Runtime.Plugins.Inspection;

namespace Reeve.Runtime.Plugins;

/// <summary>The assemblies that every plugin gets from the host, whatever it brings: the contract and the host's shared frameworks. Thread-safe.</summary>
public static class SharedAssemblies
{
    /// <summary>The simple name of the contract's assembly, which is also the id of its package.</summary>
    public static string ContractName => HostAssemblies.Current.ContractName;

    /// <summary>Whether an assembly comes from the host.</summary>
    /// <param name="name">Its simple name; case does not matter.</param>
    public static bool Contains(string name) => HostAssemblies.Current.IsShared(name);

    /// <summary>The version of an assembly that comes from the host; null for any other.</summary>
    /// <param name="name">Its simple name; case does not matter.</param>
    public static Version? VersionOf(string name) => Contains(name) ? HostAssemblies.Current.VersionOf(name) : null;
}
