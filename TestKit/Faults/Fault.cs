namespace Reeve.TestKit.Faults;

/// <summary>What goes wrong with one call. Immutable.</summary>
public sealed record Fault
{
    /// <summary>How long the call takes before anything else happens.</summary>
    /// <value>Not at all.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>What is thrown; null for nothing.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Whether the call reaches the provider before <see cref="Exception"/> is thrown: it was done, and its answer is lost.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>Whether the provider is disposed and made anew first, as when its plugin is replaced: watches end.</summary>
    public bool Restarts { get; init; }
}
