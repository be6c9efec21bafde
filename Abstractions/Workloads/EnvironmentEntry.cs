namespace Reeve.Workloads;

/// <summary>One variable of an <see cref="EnvironmentPlan"/>.</summary>
public sealed record EnvironmentEntry
{
    /// <summary>The variable's name.</summary>
    public required string Name { get; init; }

    /// <summary>The value; with <see cref="EnvironmentSource.PodIP"/> and its like it is not used.</summary>
    public string Value { get; init; } = "";

    /// <summary>Where the value comes from.</summary>
    public EnvironmentSource Source { get; init; } = EnvironmentSource.Verbatim;

    internal string Resolve(PodFacts facts, IReadOnlyDictionary<string, string> referable) => Source switch
    {
        EnvironmentSource.Literal => VariableExpansion.Expand(Value, referable),
        EnvironmentSource.PodIP => facts.PodIPs is [var first, ..] ? first : "",
        EnvironmentSource.PodIPs => string.Join(',', facts.PodIPs),
        EnvironmentSource.HostIP => facts.HostIPs is [var first, ..] ? first : "",
        EnvironmentSource.HostIPs => string.Join(',', facts.HostIPs),
        _ => Value,
    };
}
