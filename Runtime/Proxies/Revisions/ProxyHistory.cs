namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>Looks at what a proxy served last, without an agent. Changes nothing.</summary>
public static class ProxyHistory
{
    /// <summary>The current revision.</summary>
    /// <param name="stateDirectory">The state directory of the proxy's instance.</param>
    /// <returns>Null if nothing was ever applied.</returns>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ProxyRevision? FindCurrent(string stateDirectory)
    {
        var directory = Path.Combine(stateDirectory, ProxyServices.History);
        return Directory.Exists(Path.Combine(directory, "revisions")) ? new RevisionStore(directory).Current : null;
    }
}
