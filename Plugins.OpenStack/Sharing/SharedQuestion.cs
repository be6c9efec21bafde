namespace Reeve.Plugins.OpenStack.Sharing;

/// <summary>
/// Asks one question for all who want to know at the time: while one round is under way, and shortly after it began, those who come wait for the next one
/// together. Who takes an answer that is not the newest gets one that is there, or under way. Thread-safe.
/// </summary>
/// <remarks>
/// An answer is never older than the demand allows; a failure goes to all who wait for that round and is not kept; who stops waiting leaves the others
/// alone, and a round that nobody waits for any more is ended.
/// </remarks>
/// <param name="ask">Asks about some keys at once.</param>
/// <param name="moment">Gives the next moment of the agent's own doing.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedQuestion<TKey, TAnswer>(Func<IReadOnlyCollection<TKey>, CancellationToken, Task<TAnswer>> ask, Func<long> moment, TimeProvider time)
    where TKey : notnull
{
    /// <summary>Who was content with an older answer so lately will ask again: the next round is about them too.</summary>
    private static readonly TimeSpan s_interest = TimeSpan.FromMinutes(1);

    /// <summary>From the beginning of a round to the next one's, at least: so that many who come one after the other gather also where answers are quick.</summary>
    private static readonly TimeSpan s_gathering = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _regulars = [];
    private Round<TKey, TAnswer>? _last;
    private Round<TKey, TAnswer>? _running;
    private Round<TKey, TAnswer>? _next;
    private long? _began;
    private bool _isGathering;

    /// <summary>An answer about a key; what else it is about does not matter to the caller.</summary>
    /// <param name="key">About what.</param>
    /// <param name="demand">How new it has to be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<TAnswer> AskAsync(TKey key, Demand demand, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Round<TKey, TAnswer> round;
        lock (_lock)
        {
            round = Suits(_last, key, demand) ?? Suits(_running, key, demand) ?? Next(key);
            round.Waiting++;
            if (demand.MaxAge > TimeSpan.Zero)
            {
                _regulars[key] = time.GetTimestamp();
            }

            Proceed();
        }

        try
        {
            return await round.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(round);
        }
    }

    private Round<TKey, TAnswer>? Suits(Round<TKey, TAnswer>? round, TKey key, Demand demand) =>
        round is { IsAbandoned: false } && demand.MaxAge > TimeSpan.Zero && round.Moment > demand.After && round.Keys.Contains(key)
            && time.GetElapsedTime(round.Began) <= demand.LimitFor(round.Took) ? round : null;

    private Round<TKey, TAnswer> Next(TKey key)
    {
        var round = _next ??= new Round<TKey, TAnswer>();
        round.Keys.Add(key);
        return round;
    }

    private void Leave(Round<TKey, TAnswer> round)
    {
        bool isAbandoned;
        lock (_lock)
        {
            isAbandoned = --round.Waiting == 0 && round == _running;
            round.IsAbandoned |= isAbandoned;
        }

        if (isAbandoned)
        {
            round.End();
        }
    }

    /// <summary>Begins the next round, or sees to it that it is begun, if that is all that it waits for.</summary>
    private void Proceed()
    {
        if (_next is { Waiting: 0 })
        {
            _next = null; // they have gone meanwhile
        }

        if (_next is null || _running is not null || _isGathering)
        {
            return;
        }

        var left = _began is { } began ? s_gathering - time.GetElapsedTime(began) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            _isGathering = true;
            _ = ProceedAfterAsync(left);
        }
        else
        {
            Begin(_next);
        }
    }

    private async Task ProceedAfterAsync(TimeSpan left)
    {
        await Task.Delay(left, time);
        lock (_lock)
        {
            _isGathering = false;
            Proceed();
        }
    }

    private void Begin(Round<TKey, TAnswer> round)
    {
        (_running, _next) = (round, null);
        (round.Moment, round.Began) = (moment(), time.GetTimestamp());
        _began = round.Began;
        foreach (var (key, asked) in _regulars)
        {
            if (time.GetElapsedTime(asked) < s_interest)
            {
                round.Keys.Add(key);
            }
            else
            {
                _regulars.Remove(key);
            }
        }

        _ = Task.Run(() => RunAsync(round), CancellationToken.None);
    }

    private async Task RunAsync(Round<TKey, TAnswer> round)
    {
        try
        {
            var answer = await ask(round.Keys, round.Ending);
            End(round, isGood: true);
            round.Succeed(answer);
        }
        catch (Exception e)
        {
            // Whatever it is goes to those who wait.
            End(round, isGood: false);
            round.Fail(e);
        }
    }

    private void End(Round<TKey, TAnswer> round, bool isGood)
    {
        lock (_lock)
        {
            round.Took = time.GetElapsedTime(round.Began);
            (_last, _running) = (isGood ? round : _last, null);
            Proceed();
        }
    }
}
