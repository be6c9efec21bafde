namespace Reeve.TestKit.Faults;

/// <summary>Which calls go wrong, and how. Operations are the names of methods: <c>nameof(IWorkloadProvider.StartPodAsync)</c>. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Fault>> _faults = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>How many faults have not happened yet.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                return _faults.Values.Sum(queue => queue.Count);
            }
        }
    }

    /// <summary>Adds a fault to the next calls of an operation that have none yet.</summary>
    /// <param name="operation">The method.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">With how many calls.</param>
    /// <returns>The same plan.</returns>
    public FaultPlan Add(string operation, Fault fault, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            if (!_faults.TryGetValue(operation, out var queue))
            {
                _faults[operation] = queue = new Queue<Fault>();
            }

            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(fault);
            }

            return this;
        }
    }

    /// <summary>The next calls take this long.</summary>
    /// <inheritdoc cref="Add"/>
    /// <param name="delay">How long.</param>
    public FaultPlan Slow(string operation, TimeSpan delay, int times = 1) => Add(operation, new Fault { Delay = delay }, times);

    /// <summary>The next calls fail before they reach the provider. A watch fails in place of its first item.</summary>
    /// <inheritdoc cref="Add"/>
    /// <param name="reason">Why.</param>
    public FaultPlan Throw(string operation, ErrorReason reason, int times = 1) => Add(operation, new Fault { Exception = Injected(reason) }, times);

    /// <summary>The next calls reach the provider, and fail then: what they did is done. A watch fails after its first item.</summary>
    /// <inheritdoc cref="Throw"/>
    public FaultPlan LoseAnswer(string operation, ErrorReason reason = ErrorReason.Transient, int times = 1) =>
        Add(operation, new Fault { Exception = Injected(reason), LosesAnswer = true }, times);

    /// <summary>The next calls are cancelled although nobody asked for it, as by a timeout of the backend's own.</summary>
    /// <inheritdoc cref="Add"/>
    public FaultPlan Cancel(string operation, int times = 1) => Add(operation, new Fault { Exception = new OperationCanceledException("injected") }, times);

    /// <summary>The provider is disposed and made anew before the next calls.</summary>
    /// <inheritdoc cref="Add"/>
    public FaultPlan Restart(string operation, int times = 1) => Add(operation, new Fault { Restarts = true }, times);

    /// <summary>Counts a call and says what goes wrong with it; null for nothing.</summary>
    internal Fault? Take(string operation)
    {
        lock (_lock)
        {
            _calls.Add(operation);
            return _faults.TryGetValue(operation, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
        }
    }

    private static ProviderException Injected(ErrorReason reason) => new(reason, $"Injected: {reason}.");
}
