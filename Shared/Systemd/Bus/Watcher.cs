using System.Threading.Channels;

namespace Reeve.Systemd.Bus;

/// <summary>Somebody who watches units.</summary>
internal sealed class Watcher(UnitWatch watch)
{
    private readonly string _path = UnitPath.Of(watch.Prefix);
    private readonly Channel<UnitChange> _changes = Channel.CreateUnbounded<UnitChange>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<UnitChange> Changes => _changes.Reader;

    public bool Watches(string path) => path.StartsWith(_path, StringComparison.Ordinal);

    public bool Wants(string property) => watch.Properties?.Contains(property) != false;

    /// <summary>Tells of a change if it is about a unit that is watched, or about all.</summary>
    public void Tell(UnitChange change)
    {
        if (change.Kind == UnitChangeKind.Unsure || change.Unit.StartsWith(watch.Prefix, StringComparison.Ordinal))
        {
            _changes.Writer.TryWrite(change);
        }
    }

    public void End() => _changes.Writer.TryComplete();
}
