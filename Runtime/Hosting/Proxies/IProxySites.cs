namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>The proxies of an agent. Thread-safe.</summary>
public interface IProxySites
{
    /// <summary>All of them, in the order of the configuration.</summary>
    IReadOnlyList<IProxySite> All { get; }

    /// <summary>One of them; null if there is none of that name.</summary>
    IProxySite? Find(string name) => All.FirstOrDefault(site => site.Name == name);
}
