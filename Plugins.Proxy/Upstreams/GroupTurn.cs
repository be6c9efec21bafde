namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>Whose turn it is.</summary>
internal sealed class GroupTurn
{
    private uint _next = uint.MaxValue;

    public uint Next() => Interlocked.Increment(ref _next);
}
