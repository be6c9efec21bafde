using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>Wakes a pod's actor. There is no timer until the first is needed, and it is not armed while nothing is due.</summary>
internal sealed class WakeTimer(TimeProvider clock, PodActor actor) : IDisposable
{
    private static readonly TimeSpan _soonest = TimeSpan.FromMilliseconds(1);
    private ITimer? _timer;
    private DateTimeOffset? _setFor;

    /// <summary>Wakes the actor at a time, and not at an earlier one that was set before; null: not at all.</summary>
    public void Set(DateTimeOffset? at)
    {
        if (at == _setFor)
        {
            return;
        }

        _setFor = at;
        var due = Timeout.InfiniteTimeSpan;
        if (at is { } time)
        {
            due = time - clock.GetUtcNow();
            due = Seconds.ForTimer(due > _soonest ? due : _soonest);
        }

        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        else if (at is not null)
        {
            _timer = clock.CreateTimer(static timer => ((WakeTimer)timer!).Fire(), this, due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }

    // The message alone makes the actor look again; the field belongs to the actor's turn.
    private void Fire() => actor.Post(_ => _setFor = null);
}
