namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>One request, connection or session on a server. Dispose it at its end.</summary>
internal sealed class UpstreamLease(UpstreamGroup group, UpstreamMember member) : IDisposable
{
    private int _left;

    public UpstreamMember Member { get; } = member;

    public UpstreamGroup Group { get; } = group;

    /// <summary>The server answered.</summary>
    public void Succeeded() => Member.Succeeded();

    /// <summary>The server could not be reached.</summary>
    public void Failed() => Member.Failed(Group.Spec);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            Member.Leave();
        }
    }
}
