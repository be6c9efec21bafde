namespace Reeve.Benchmarks;

/// <summary>The arguments: <c>--agent PATH --output FILE --work DIRECTORY --only NAME...</c>.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The agent's executable, with <c>plugins/</c> beside it.</summary>
    public required string Agent { get; init; }

    /// <summary>The report to write; null for standard output alone.</summary>
    public string? Output { get; init; }

    /// <summary>The benchmarks to run; all if empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A directory on a disk, for state; null for the usual place.</summary>
    public string? Work { get; init; }

    /// <summary>The process plugin, as the agent finds it.</summary>
    public string ProcessPlugin => Path.Combine(Path.GetDirectoryName(Agent)!, "plugins", "process");

    /// <summary>The hollow plugin, as it was built beside the agent.</summary>
    public string HollowPlugin => Path.Combine(Path.GetDirectoryName(Agent)!, "..", "..", "Reeve.Hollow", Path.GetFileName(Path.GetDirectoryName(Agent))!);

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="BenchmarkException">They are not right.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        string? agent = null, output = null, work = null;
        var only = new List<string>();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new BenchmarkException($"{arguments[i]} needs a value");
            switch (arguments[i])
            {
                case "--agent":
                    agent = Path.GetFullPath(value);
                    break;
                case "--output":
                    output = Path.GetFullPath(value);
                    break;
                case "--work":
                    work = Path.GetFullPath(value);
                    break;
                case "--only":
                    only.Add(value);
                    break;
                default:
                    throw new BenchmarkException($"{arguments[i]} is unknown; there are --agent PATH, --output FILE, --work DIRECTORY and --only NAME");
            }
        }

        return agent is not null && File.Exists(agent)
            ? new() { Agent = agent, Output = output, Only = only, Work = work }
            : throw new BenchmarkException("--agent must name the executable of the agent");
    }
}
