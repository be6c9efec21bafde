namespace Reeve.Runtime.Plugins;

/// <summary>Where plugins are found and how patient the runtime is with them. Immutable.</summary>
public sealed record PluginOptions
{
    /// <summary>Directories that hold one directory, or one bare assembly, for each plugin. Absolute paths, the preferred first.</summary>
    public required IReadOnlyList<string> Directories { get; init; }

    /// <summary>The runtime's own directory for copies of plugins: <c>plugins</c> under the state directory. Absolute.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Plugins that are part of the program.</summary>
    /// <value>None.</value>
    public IReadOnlyList<LinkedPlugin> Linked { get; init; } = [];

    /// <summary>Ids of plugins that are not to be loaded.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Disabled { get; init; } = [];

    /// <summary>Take over changes of the directories without being asked.</summary>
    /// <value>True.</value>
    public bool Watch { get; init; } = true;

    /// <summary>How long the directories must be quiet before a change is taken over.</summary>
    /// <value>500 ms.</value>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the plugin's constructor and its registration may take together.</summary>
    /// <value>10 s.</value>
    public TimeSpan LoadDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing has to use the code of a plugin until it is unloaded; it is loaded again when an instance is opened.</summary>
    /// <value>10 s.</value>
    public TimeSpan UnloadUnusedAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long open exec, attach, log and port-forward streams, and connections of a proxy, may go on when a plugin is replaced.</summary>
    /// <value>30 s.</value>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long calls in flight may take to end, once streams are drained, while new calls wait for the new code.</summary>
    /// <value>5 s.</value>
    public TimeSpan SwapPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long calls may take.</summary>
    public CallDeadlines Calls { get; init; } = new();

    /// <summary>Says what is wrong with these options; empty if nothing is.</summary>
    public IReadOnlyList<FieldError> Validate()
    {
        List<FieldError> errors = [];
        for (var i = 0; i < Directories.Count; i++)
        {
            RequireAbsolute($"directories[{i}]", Directories[i]);
        }

        RequireAbsolute("cacheDirectory", CacheDirectory);
        RequirePositive("debounce", Debounce);
        RequirePositive("loadDeadline", LoadDeadline);
        RequirePositive("unloadUnusedAfter", UnloadUnusedAfter);
        RequirePositive("drainDeadline", DrainDeadline);
        RequirePositive("swapPause", SwapPause);
        RequirePositive("calls.start", Calls.Start);
        RequirePositive("calls.dispose", Calls.Dispose);
        RequirePositive("calls.workload", Calls.Workload);
        RequirePositive("calls.driver", Calls.Driver);
        RequirePositive("calls.cluster", Calls.Cluster);
        RequirePositive("calls.proxy", Calls.Proxy);
        return errors;

        void RequireAbsolute(string field, string path)
        {
            if (!Path.IsPathFullyQualified(path))
            {
                errors.Add(new FieldError { Field = field, Message = $"Invalid value: \"{path}\": must be an absolute path" });
            }
        }

        void RequirePositive(string field, TimeSpan value)
        {
            // Timers take at most about 49 days.
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(30))
            {
                errors.Add(new FieldError { Field = field, Message = $"Invalid value: {value}: must be above zero and at most 30 days" });
            }
        }
    }
}
