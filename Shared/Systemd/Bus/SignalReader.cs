namespace Reeve.Systemd.Bus;

/// <summary>Takes the manager's signals, on the connection's thread.</summary>
internal sealed class SignalReader(JobTable jobs, WatcherList watchers, Action executedAnew)
{
    public void Take(MessageReader message)
    {
        switch (message.Member)
        {
            case "PropertiesChanged":
                TakeProperties(message);
                break;
            case "JobRemoved":
                message.Read();
                var job = message.ReadString();
                message.Read();
                jobs.End(job, message.ReadString());
                break;
            case "UnitRemoved":
                watchers.Tell(new UnitChange { Kind = UnitChangeKind.Removed, Unit = message.ReadString() });
                break;
            case "Reloading" when message.Read() is false:
                watchers.Tell(new UnitChange { Kind = UnitChangeKind.Unsure });
                break;
            case "NameOwnerChanged":
                message.Read();
                message.Read();
                if (message.ReadString().Length > 0)
                {
                    executedAnew();
                }

                break;
        }
    }

    // There are 15 and more for each start: what nobody wants is not even read.
    private void TakeProperties(MessageReader message)
    {
        var path = message.Path;
        var interested = watchers.Of(path);
        var job = jobs.OfUnit(path);
        if (interested.Count == 0 && job is null)
        {
            return;
        }

        var type = message.ReadString();
        var properties = message.ReadProperties(property => job?.Wanted.Contains(property) == true || interested.Exists(watcher => watcher.Wants(property)));
        job?.Take(properties);
        interested.RemoveAll(watcher => !properties.Keys.Any(watcher.Wants));
        if (interested.Count > 0)
        {
            var change = new UnitChange { Kind = UnitChangeKind.Properties, Unit = UnitPath.UnitOf(path), Interface = type, Properties = properties };
            interested.ForEach(watcher => watcher.Tell(change));
        }
    }
}
