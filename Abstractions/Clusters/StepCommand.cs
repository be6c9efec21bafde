namespace Reeve.Clusters;

/// <summary>A program to run.</summary>
public sealed record StepCommand
{
    /// <summary>The argument vector; no shell is involved. No secret in it: those go by <see cref="Environment"/> or input.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables over the agent's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Its standard input; empty for none.</summary>
    public ReadOnlyMemory<byte> StandardInput { get; init; }

    /// <summary>Whether it changes something: refused in a dry run.</summary>
    public bool Mutates { get; init; } = true;

    /// <summary>Where it runs: null for this machine, else an address that the provisioner gave in its outputs.</summary>
    public string? Machine { get; init; }
}
